"""The first that a reader meets: of some types, or of everything on the shelf."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Case, When, Window
from django.db.models.functions import RowNumber

from cms.library.models import Item
from cms.personalisation.feed import personalised
from cms.personalisation.viewer import Viewer


def top(
    viewer: Viewer, models: list[type[Item]] | None, count: int, without: Collection[int] = ()
) -> list[Item]:
    """The first items of a viewer's feed, of some types or of all; bare."""
    shelf = Item.objects.on_shelf_of(viewer.here).exclude(pk__in=without)
    if models is not None:
        shelf = shelf.filter(type_name__in=[model.declaration.name for model in models])
    return list(personalised(shelf, viewer)[:count])


def top_of_each(
    viewer: Viewer,
    groups: Sequence[Sequence[type[Item]]],
    count: int,
    without: Collection[int] = (),
    owner: int | None = None,
) -> list[list[Item]]:
    """The same of each group of types, in one query. A type stands in one group.

    With an owner's primary key, only what that owner has.
    """
    place = {
        model.declaration.name: number for number, models in enumerate(groups) for model in models
    }
    group = Case(*[When(type_name=name, then=number) for name, number in place.items()])
    shelf = Item.objects.on_shelf_of(viewer.here).filter(type_name__in=place)
    if owner is not None:
        shelf = shelf.filter(owner_id=owner)
    found = personalised(shelf.exclude(pk__in=without), viewer)
    order: Any = found.query.order_by
    number = Window(RowNumber(), partition_by=group, order_by=order)
    first: list[list[Item]] = [[] for _group in groups]
    for item in found.annotate(first_number=number).filter(first_number__lte=count):
        first[place[item.type_name]].append(item)
    return first
