"""In which towns the items of a list are."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from cms.capabilities.place.chart import Spot
from cms.capabilities.place.postcodes import postcodes
from cms.capabilities.place.rules import Named, Point, kilometres
from cms.capabilities.place.services import field_of


def spots(items: QuerySet[Any]) -> list[Spot]:
    """The towns nearest to these items of one type, and how many are at each; one statement.

    Items without a point are at none of them.
    """
    field = field_of(items.model)
    ends = f"{field}_latitude", f"{field}_longitude"
    there = items.filter(**{f"{end}__isnull": False for end in ends})
    rows = there.order_by().values_list(*ends)
    counted = Counter(nearest_town(Point(*row)) for row in rows)
    return [Spot(town, count) for town, count in counted.items()]


@lru_cache(maxsize=10_000)
def nearest_town(point: Point) -> Named:
    """The town of the postcode whose middle is nearest."""
    return min((named for _first, _last, named in postcodes()), key=lambda one: _away(one, point))


def _away(named: Named, point: Point) -> float:
    return kilometres(named.point, point)
