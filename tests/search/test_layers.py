"""The engine is plain Python: it knows neither Django nor the library."""

from __future__ import annotations

import subprocess
import sys


def test_the_engine_needs_no_django() -> None:
    program = (
        "import sys, cms.search.tantivy_engine; "
        "print([name for name in ('django', 'wagtail', 'cms.library') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
