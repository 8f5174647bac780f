"""Distances on the map."""

from __future__ import annotations

import math
from typing import Final

from cms.search.query import Near

EARTH_KILOMETRES: Final = 6371.0


def kilometres(near: Near, latitude: float, longitude: float) -> float:
    """The distance from the middle of a circle to a point, as the crow flies."""
    north, south = math.radians(near.latitude), math.radians(latitude)
    across = math.radians(longitude - near.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(half, 1.0)))
