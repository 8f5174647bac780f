"""Ways in which a provider can misbehave, so that the portal's refusals can be seen and tested.

Only a provider started with `--with-faults` takes them.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

Claims = dict[str, Any]
HOUR = 3600  # seconds
NSIS = "https://data.gov.dk/concept/core/nsis/"


def expired_token(claims: Claims) -> Claims:
    """A token from two hours ago that lived for one."""
    now = int(time.time())
    return claims | {"iat": now - 2 * HOUR, "exp": now - HOUR}


def wrong_issuer(claims: Claims) -> Claims:
    """Another provider's name in the token."""
    return claims | {"iss": "https://another.example"}


def wrong_audience(claims: Claims) -> Claims:
    """A token that was made for another client."""
    return claims | {"aud": "somebody-else"}


def low_level(claims: Claims) -> Claims:
    """A person who is hardly known."""
    return claims | {"acr": f"{NSIS}Low", "loa": f"{NSIS}Low"}


def replayed_nonce(claims: Claims) -> Claims:
    """A token that answers an earlier log-in."""
    return claims | {"nonce": "of-an-earlier-log-in"}


def unsigned(claims: Claims) -> str:
    """The claims as a token that nobody signed."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    return ".".join([*(part.decode() for part in coded), ""])


FAULTS: dict[str, Callable[[Claims], Claims]] = {
    "expired": expired_token,
    "wrong_issuer": wrong_issuer,
    "wrong_audience": wrong_audience,
    "low_level": low_level,
    "replayed_nonce": replayed_nonce,
}
# Of the message itself, not of what it says.
UNSIGNED, TWICE = "unsigned", "twice"


def with_fault(claims: Claims, fault: str) -> Claims:
    """The claims as a provider with that fault would send them; an unknown fault changes none."""
    return FAULTS[fault](claims) if fault in FAULTS else claims
