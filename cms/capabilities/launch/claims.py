"""What is said of a citizen to a vendor's system: never more than was agreed to."""

from __future__ import annotations

import time
from typing import Any

from cms.capabilities.launch.issuer import ISSUED_FOR, issuer
from cms.capabilities.launch.reading import standing_of
from cms.capabilities.launch.rules import LANGUAGE, NAME
from cms.capabilities.launch.services import subject_of
from cms.citizens.models import Citizen
from cms.library.models import Item


def of_token(client_id: str, nonce: str) -> dict[str, Any]:
    """Who says it, to whom, and for how long."""
    now = int(time.time())
    said = {"iss": issuer(), "aud": client_id, "iat": now, "exp": now + ISSUED_FOR}
    return said | ({"nonce": nonce} if nonce else {})


def of_citizen(item: Item, citizen: Citizen) -> dict[str, Any]:
    """The pseudonym, and what was agreed to. A protected name is never told."""
    passes = standing_of(item, citizen).passes
    said = {"sub": subject_of(item, citizen)}
    if NAME in passes and citizen.first_name and not citizen.protected_name:
        said["given_name"] = citizen.first_name
    if LANGUAGE in passes and citizen.language:
        said["locale"] = citizen.language
    return said
