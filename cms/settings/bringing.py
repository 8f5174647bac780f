"""How messages to citizens, and what web teams hear, are brought: waits and attempts."""

from __future__ import annotations

import os

# Gives a citizen's civil number for Digital Post, or "": the path of a function of one citizen.
PUSH_CIVIL_NUMBER = os.environ.get("PUSH_CIVIL_NUMBER", "cms.rights.civil_numbers.number_of")
# Seconds: until what a dead worker had is taken up again, until a gateway is asked about a letter
# of unknown fate, and the waits between attempts (each longer, the last one again).
PUSH_CLAIM_SECONDS = float(os.environ.get("PUSH_CLAIM_SECONDS", "300"))
PUSH_ASK_SECONDS = float(os.environ.get("PUSH_ASK_SECONDS", "120"))
PUSH_RETRY_SECONDS = [
    float(seconds)
    for seconds in os.environ.get("PUSH_RETRY_SECONDS", "60,300,900,3600,14400,43200").split(",")
]
PUSH_MOST_ATTEMPTS = int(os.environ.get("PUSH_MOST_ATTEMPTS", "8"))
# Seconds that a gateway rests when it is away; doubled for each failure in a row, an hour at most.
PUSH_REST_SECONDS = float(os.environ.get("PUSH_REST_SECONDS", "10"))
# Waits in seconds between the attempts to tell a subscriber; after the last it is given up.
WEBHOOKS_RETRY_SECONDS = [
    float(seconds)
    for seconds in os.environ.get("WEBHOOKS_RETRY_SECONDS", "5,60,300,1800,7200,28800").split(",")
]
