"""What a block brings from the shelf for one reader: the declaration's rule, and the editor's."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from cms.capabilities.schedule.services import next_times_of
from cms.declarations.page_block import Items
from cms.library.models import Item, ItemTerm, ShelfChoice
from cms.library.registry import item_model, item_models
from cms.municipalities.models import Municipality
from cms.pages.showing import ShownBlock
from cms.personalisation.choosable import narrower
from cms.personalisation.feed import declared_order, personalised, visible_to
from cms.personalisation.viewer import Viewer

FEWEST = 3
EARTH_KILOMETRES = 6371.0


def items_of(block: ShownBlock, viewer: Viewer, without: Collection[int] = ()) -> list[Item]:
    """The items in order, bare; never more than the block asks for."""
    items = block.declaration.items
    if items is None:
        return []
    count = int(block.values.get("count") or FEWEST)
    shelf = _shelf(block, items, viewer).exclude(pk__in=without)
    return list(_ordered(shelf, block, items, viewer)[:count])


def types_of(block: ShownBlock) -> list[str]:
    """The types that the block may bring: the declaration's, narrowed by the editor's."""
    declared = list(block.declaration.items.types) if block.declaration.items else []
    for name in block.declaration.fields_of("types"):
        ticked = [one for one in block.values.get(name) or () if one in item_models()]
        if ticked:
            declared = [one for one in ticked if not declared or one in declared]
    return declared


def _shelf(block: ShownBlock, items: Items, viewer: Viewer) -> Any:
    shelf = Item.objects.on_shelf_of(viewer.here)
    if types := types_of(block):
        shelf = shelf.filter(type_name__in=types)
    if items.owners:
        shelf = shelf.filter(owner__kind__in=items.owners)
    if items.only == "own":
        shelf = shelf.filter(owner_id=viewer.here.pk)
    if items.only == "pinned":
        shelf = shelf.filter(_is_pinned(viewer.here))
    for name, field in block.declaration.fields_of("terms").items():
        if chosen := block.values.get(name):
            shelf = shelf.filter(_is_marked(str(field.vocabulary), chosen))
    return shelf


def _is_marked(vocabulary: str, slugs: Sequence[str]) -> Exists:
    """Marked with one of the words, or with a narrower one."""
    marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), term__vocabulary=vocabulary)
    return Exists(marks.filter(term__slug__in=narrower(vocabulary, slugs)))


def _is_pinned(municipality: Municipality) -> Q:
    choices = ShelfChoice.objects.filter(municipality=municipality, pinned=True)
    condition = Q(Exists(choices.filter(item_id=OuterRef("pk"))))
    for type_name, slug in _highlights(municipality):
        condition |= Q(type_name=type_name, slug=slug)
    return condition


def _highlights(municipality: Municipality) -> list[tuple[str, str]]:
    """What the municipality's front page has named, by type and address."""
    names = [str(name).partition("/") for name in municipality.home.get("highlights", [])]
    return [(type_name, slug) for type_name, _slash, slug in names]


def _ordered(shelf: Any, block: ShownBlock, items: Items, viewer: Viewer) -> Any:
    moments = _moments(block, items, viewer) if items.when or items.where else None
    if moments is not None:
        shelf = shelf.filter(pk__in=moments)
    match items.order:
        case "soonest":
            return sorted(visible_to(shelf, viewer), key=lambda one: (moments or {})[one.pk])
        case "newest":
            published = F("first_published_at").desc(nulls_last=True)
            return visible_to(shelf, viewer).order_by(published, "-pk")
        case "declared":
            model = item_model(items.types[0])
            own = model.objects.on_shelf_of(viewer.here).filter(pk__in=shelf.values("pk"))
            return visible_to(own, viewer).order_by(*declared_order(model))
    found = personalised(shelf, viewer)
    return _as_named(found, viewer.here) if items.only == "pinned" else found


def _as_named(found: Any, municipality: Municipality) -> list[Item]:
    """What the front page names comes first, in the order of the names."""
    places = {name: place for place, name in enumerate(_highlights(municipality))}
    return sorted(found, key=lambda one: places.get((one.type_name, one.slug), len(places)))


def _moments(block: ShownBlock, items: Items, viewer: Viewer) -> dict[int, datetime]:
    """When each item happens that lies ahead and near enough, by its key."""
    return {
        key: moment
        for type_name in items.types
        for key, moment, point in _happenings(type_name, items, viewer)
        if _is_near(point, block.values, viewer.here)
    }


def _happenings(
    type_name: str, items: Items, viewer: Viewer
) -> Iterator[tuple[int, datetime, tuple[float | None, float | None]]]:
    model = item_model(type_name)
    shelf = model.objects.on_shelf_of(viewer.here)
    columns = ["pk", items.when or "pk"]
    coming = next_times_of(model, shelf.order_by().values("pk"), viewer.now)
    if items.when and coming is not None:
        shelf = shelf.filter(pk__in=coming)
    elif items.when:
        shelf = shelf.filter(**{f"{items.when}__gte": viewer.now})
    if items.where:
        columns += [f"{items.where}_latitude", f"{items.where}_longitude"]
    for key, moment, *point in shelf.values_list(*columns):
        north, east = point or (None, None)
        yield key, coming[key].starts if coming and key in coming else moment, (north, east)


def _is_near(
    point: tuple[float | None, float | None], values: Mapping[str, Any], here: Municipality
) -> bool:
    """Within the radius, as the crow flies. What has no place is near nobody."""
    radius = values.get("radius")
    if radius is None or here.latitude is None or here.longitude is None:
        return True
    if point[0] is None or point[1] is None:
        return False
    return kilometres(here.latitude, here.longitude, point[0], point[1]) <= float(radius)


def kilometres(north: float, east: float, other_north: float, other_east: float) -> float:
    """The distance between two points given in degrees."""
    south, up = math.radians(north), math.radians(other_north)
    across = math.radians(other_east - east)
    half = math.sin((up - south) / 2) ** 2
    half += math.cos(south) * math.cos(up) * math.sin(across / 2) ** 2
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(half, 1.0)))
