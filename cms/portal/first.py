"""The first that a reader meets: of some types, or of everything on the shelf."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import IntegerField

from cms.databases.frames import Frame, blank, compiled_once, frame_of
from cms.databases.one_statement import ask_together
from cms.databases.said import Said, Written, one_of
from cms.library.frames import columns_of, some_shelf
from cms.library.models import Item
from cms.personalisation.firsts import Listed
from cms.personalisation.shelf_list import Order, in_order, words_of
from cms.personalisation.viewer import Viewer

GROUP = "group_of_types"


def top_of_each(
    viewer: Viewer,
    groups: Sequence[Sequence[type[Item]]],
    count: int,
    without: Collection[int] = (),
    owner: int | None = None,
) -> list[list[Listed]]:
    """The first items of each group of types, in one query. A type stands in one group.

    With an owner's primary key, only what that owner has.
    """
    place = {
        model.declaration.name: number for number, models in enumerate(groups) for model in models
    }
    narrowed = one_of("type_name", place) & ~one_of("pk", without)
    if owner is not None:
        narrowed &= one_of("owner", [owner])
    words = words_of(viewer, Item, narrowed)
    grouped = _grouped().filled({**words, GROUP: _group(place)})
    first: list[list[Listed]] = [[] for _group in groups]
    [rows] = ask_together([grouped.first_of_each(GROUP, count)])
    for _place, _number, _group_number, *named in sorted(rows):
        item = Listed(*named)
        first[place[item.type_name]].append(item)
    return first


def _group(place: Mapping[str, int]) -> Said:
    """The number of the group that an item's type stands in."""
    whens = " ".join([f"WHEN %s THEN {number}" for number in place.values()])
    return Said(f"CASE {{type_name}} {whens} END", tuple(place))


@compiled_once
def _grouped() -> Frame:
    group = Written(blank(GROUP, *columns_of(Item)), IntegerField())
    found = in_order(some_shelf(Item), Order.READER).annotate(**{GROUP: group})
    return frame_of(found.values_list(GROUP, "pk", "type_name", "slug"))
