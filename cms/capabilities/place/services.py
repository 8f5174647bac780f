"""Where items are, and what else is near. Only reads, and asks nobody outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.place.rules import Point, box, kilometres
from cms.capabilities.registry import all_capabilities
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.registry import models_with
from cms.municipalities.models import Municipality

NAME = "place"
MOST_NEAR = 6


@dataclass(frozen=True)
class Near:
    """Another item, its address, and how many kilometres there are to it."""

    item: Item
    address: str
    distance: float


def field_of(item: Item | type[Item]) -> str:
    """The field that says where one goes."""
    return str(all_capabilities()[NAME].options(item)["field"])


def address_of(item: Item) -> str:
    """The address in words; empty where there is none."""
    return str(getattr(item, field_of(item)) or "")


def point_of(item: Item) -> Point | None:
    """The item's point, or None."""
    field = field_of(item)
    ends = (getattr(item, f"{field}_latitude"), getattr(item, f"{field}_longitude"))
    return None if None in ends else Point(*ends)


def directions(point: Point) -> str:
    """Where a map shows the way, as the installation says (`PLACE_DIRECTIONS`)."""
    address: str = settings.PLACE_DIRECTIONS
    return address.format(latitude=point.latitude, longitude=point.longitude)


def near(item: Item, municipality: Municipality, language: str) -> list[Near]:
    """What else on the shelf is near the item and not over, the nearest first."""
    middle = point_of(item)
    if middle is None:
        return []
    reach = float(all_capabilities()[NAME].options(item)["radius"])
    found = [
        Near(other, address_of(other), distance)
        for model in models_with(NAME)
        for other in _in_the_box(model, municipality, middle, reach)
        if other.pk != item.pk
        and (point := point_of(other))
        and (distance := kilometres(middle, point)) <= reach
    ]
    chosen = sorted(found, key=lambda one: (one.distance, one.item.pk))[:MOST_NEAR]
    shown = present([one.item for one in chosen], municipality, language)
    return [Near(it, one.address, one.distance) for it, one in zip(shown, chosen, strict=True)]


def around(items: QuerySet[Any], middle: Point, reach: float) -> list[int]:
    """Which of these items of one type lie within `reach` kilometres, by their primary keys."""
    field = field_of(items.model)
    ends = f"{field}_latitude", f"{field}_longitude"
    rows = items.filter(**_limits(field, middle, reach)).order_by().values_list("pk", *ends)
    return [key for key, *point in rows if kilometres(middle, Point(*point)) <= reach]


def _limits(field: str, middle: Point, reach: float) -> dict[str, tuple[float, float]]:
    low, high = box(middle, reach)
    return {
        f"{field}_latitude__range": (low.latitude, high.latitude),
        f"{field}_longitude__range": (low.longitude, high.longitude),
    }


def _in_the_box(
    model: type[Item], municipality: Municipality, middle: Point, reach: float
) -> Iterator[Item]:
    now = timezone.now()
    limits = _limits(field_of(model), middle, reach)
    rows = model.objects.on_shelf_of(municipality).filter(**limits)
    return (item for item in rows if not _is_over(item, now))


def _is_over(item: Item, now: datetime) -> bool:
    """Whether all the moments that the type declares have passed."""
    moments = [getattr(item, name) for name in item.declaration.fields_of("date_time")]
    known = [moment for moment in moments if moment]
    return bool(known) and max(known) < now
