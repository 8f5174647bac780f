"""How many random cases a property is held against: 500, or 10,000 in the nightly form."""

import os

CASES = int(os.environ.get("PROPERTY_CASES", "500"))
