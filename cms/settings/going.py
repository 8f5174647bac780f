"""How citizens find the way to places: whose map shows it, and where postcodes are known from."""

from __future__ import annotations

import os

# A map's address with {latitude} and {longitude}. It is a link; nothing is loaded from there.
PLACE_DIRECTIONS = os.environ.get(
    "PLACE_DIRECTIONS", "https://www.openstreetmap.org/directions?to={latitude}%2C{longitude}"
)
# A file with the columns first, last, town, latitude, longitude; empty: the larger towns' own.
PLACE_POSTCODES = os.environ.get("PLACE_POSTCODES", "")
