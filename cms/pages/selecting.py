"""What a block brings from the shelf for one reader: the declaration's rule, and the editor's."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cms.capabilities.schedule.services import next_times_of
from cms.databases.said import Said, Written, all_of, one_of
from cms.declarations.page_block import Items
from cms.library.conditions import marked_with, named, of_owners, pinned_at
from cms.library.models import Item
from cms.library.registry import item_model, item_models
from cms.municipalities.models import Municipality
from cms.pages.showing import ShownBlock
from cms.personalisation.choosable import narrower
from cms.personalisation.feed import declared_order, visible_to
from cms.personalisation.firsts import Listed, all_of_list, first_of
from cms.personalisation.shelf_list import Order, ShelfList
from cms.personalisation.viewer import Viewer

FEWEST = 3
EARTH_KILOMETRES = 6371.0


def items_of(block: ShownBlock, viewer: Viewer, without: Collection[int] = ()) -> list[Listed]:
    """The items in order; never more than the block asks for."""
    items = block.declaration.items
    if items is None:
        return []
    count = int(block.values.get("count") or FEWEST)
    narrowed = _narrowed(block, items, viewer) & ~one_of("pk", without)
    moments = _moments(block, items, viewer) if items.when or items.where else None
    if moments is not None:
        narrowed &= one_of("pk", moments)
    found = ShelfList(viewer, narrowed)
    match items.order:
        case "soonest":
            ahead = moments or {}
            return sorted(all_of_list(found), key=lambda one: ahead[one.pk])[:count]
        case "newest":
            return first_of(replace(found, order=Order.NEWEST), count)
        case "declared":
            return _as_declared(item_model(items.types[0]), found)[:count]
    if items.only == "pinned":
        return _as_named(all_of_list(found), viewer.here)[:count]
    return first_of(found, count)


def types_of(block: ShownBlock) -> list[str]:
    """The types that the block may bring: the declaration's, narrowed by the editor's."""
    declared = list(block.declaration.items.types) if block.declaration.items else []
    for name in block.declaration.fields_of("types"):
        ticked = [one for one in block.values.get(name) or () if one in item_models()]
        if ticked:
            declared = [one for one in ticked if not declared or one in declared]
    return declared


def _narrowed(block: ShownBlock, items: Items, viewer: Viewer) -> Said:
    """What the declaration and the editor ask of what stands on the shelf."""
    parts = []
    if types := types_of(block):
        parts.append(one_of("type_name", types))
    if items.owners:
        parts.append(of_owners(items.owners))
    if items.only == "own":
        parts.append(one_of("owner", [viewer.here.pk]))
    if items.only == "pinned":
        parts.append(pinned_at(viewer.here.pk) | named(_highlights(viewer.here)))
    for name, field in block.declaration.fields_of("terms").items():
        if chosen := block.values.get(name):
            vocabulary = str(field.vocabulary)
            parts.append(marked_with(vocabulary, narrower(vocabulary, chosen)))
    return all_of(parts)


def _highlights(municipality: Municipality) -> list[tuple[str, str]]:
    """What the municipality's front page has named, by type and address."""
    names = [str(name).partition("/") for name in municipality.home.get("highlights", [])]
    return [(type_name, slug) for type_name, _slash, slug in names]


def _as_declared(model: type[Item], found: ShelfList) -> list[Listed]:
    """In the order that the type's file asks for."""
    own = model.objects.on_shelf_of(found.viewer.here).filter(Written(found.narrowed))
    rows = visible_to(own, found.viewer).order_by(*declared_order(model))
    return [Listed(*named) for named in rows.values_list("pk", "type_name", "slug")]


def _as_named(found: list[Listed], municipality: Municipality) -> list[Listed]:
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
