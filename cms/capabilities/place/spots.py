"""In which towns the items of a list are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from cms.capabilities.place.chart import Spot
from cms.capabilities.place.postcodes import postcodes
from cms.capabilities.place.rules import Named, Point, kilometres
from cms.capabilities.place.services import field_of
from cms.library.models import Item


def ends_of(model: type[Item]) -> tuple[str, str]:
    """The columns that hold latitude and longitude of a type's items."""
    field = field_of(model)
    return f"{field}_latitude", f"{field}_longitude"


def spots(ends: Iterable[tuple[float | None, float | None]]) -> list[Spot]:
    """The towns nearest to where items are, and how many are at each.

    Items without a latitude and longitude are at none of them.
    """
    points = (Point(north, east) for north, east in ends if north is not None and east is not None)
    return [Spot(town, count) for town, count in Counter(map(nearest_town, points)).items()]


@lru_cache(maxsize=10_000)
def nearest_town(point: Point) -> Named:
    """The town of the postcode whose middle is nearest."""
    return min((named for _first, _last, named in postcodes()), key=lambda one: _away(one, point))


def _away(named: Named, point: Point) -> float:
    return kilometres(named.point, point)
