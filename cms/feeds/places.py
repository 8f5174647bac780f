"""Where an ad says it is: an address in words, and a point that the ad or its postcode gives."""

from __future__ import annotations

import math
from typing import Any

from cms.capabilities.place.postcodes import UnknownPostcode, place_of
from cms.feeds.reading import value_at, word_of

# A box around Denmark; a point outside it is a mistake (often the two numbers swapped).
SOUTH, NORTH, WEST, EAST = 54.4, 57.9, 7.9, 15.3


def place_of_ad(found: Any) -> dict[str, Any] | None:
    """What the import format says of a place; None where there is none."""
    place = next((one for one in found if one), None) if isinstance(found, list) else found
    if not place:
        return None
    if not isinstance(place, dict):
        return {"address": word_of(place)}
    address = value_at(place, "address")
    written = _address(address) if isinstance(address, dict) else word_of(address or place)
    point = _point(value_at(place, "geo")) or _of_postcode(address, written)
    return {"address": written[:200], **(point or {})} if written else None


def _address(address: dict[str, Any]) -> str:
    street, postcode, town = (
        word_of(address.get(key)) for key in ("streetAddress", "postalCode", "addressLocality")
    )
    return ", ".join(filter(None, (street, " ".join(filter(None, (postcode, town))))))


def _point(geo: Any) -> dict[str, float] | None:
    if not isinstance(geo, dict):
        return None
    try:
        north, east = float(geo["latitude"]), float(geo["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    is_here = math.isfinite(north + east) and SOUTH <= north <= NORTH and WEST <= east <= EAST
    return {"latitude": north, "longitude": east} if is_here else None


def _of_postcode(address: Any, written: str) -> dict[str, float] | None:
    """The middle of the postcode: near enough to find by, and nobody outside is asked."""
    postcode = word_of(address.get("postalCode")) if isinstance(address, dict) else written
    try:
        point = place_of(postcode).point
    except UnknownPostcode:
        return None
    return {"latitude": point.latitude, "longitude": point.longitude}
