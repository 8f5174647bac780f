"""Where postcodes are: the middle of each, read once from a file; nobody is asked.

The file that comes along holds the larger towns. An installation may have all of them by naming
its own in `PLACE_POSTCODES`, with the same columns.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cms.capabilities.place.rules import Named, Point

OWN_FILE = Path(__file__).parent / "postcodes.csv"
Ranges = tuple[tuple[int, int, Named], ...]


class UnknownPostcode(LookupError):
    """No such postcode is known here."""


@lru_cache(maxsize=1)
def postcodes() -> Ranges:
    """First and last postcode of each place, and the place. Raises OSError, ValueError."""
    path = Path(settings.PLACE_POSTCODES) if settings.PLACE_POSTCODES else OWN_FILE
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            (int(row["first"]), int(row["last"]), _named(row)) for row in csv.DictReader(file)
        )


def _named(row: dict[str, str]) -> Named:
    return Named(row["town"], Point(float(row["latitude"]), float(row["longitude"])))


def place_of(written: str) -> Named:
    """The place of a postcode as somebody wrote it: `7700`, `7700 Thisted`, `DK-7700`.

    Raises UnknownPostcode.
    """
    digits = "".join(letter for letter in written[:40] if letter.isascii() and letter.isdigit())
    if len(digits) == len("7700"):
        for first, last, named in postcodes():
            if first <= int(digits) <= last:
                return named
    raise UnknownPostcode(written)


def postcode_of(place: Named) -> str:
    """The first postcode of a place. Raises UnknownPostcode where it is none of ours."""
    for first, _last, named in postcodes():
        if named == place:
            return f"{first:04}"
    raise UnknownPostcode(place.name)
