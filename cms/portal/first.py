"""The first that a reader meets: of some types, or of everything on the shelf."""

from __future__ import annotations

from collections.abc import Collection

from cms.library.models import Item
from cms.library.specific import specific
from cms.personalisation.feed import personalised
from cms.personalisation.viewer import Viewer


def top(
    viewer: Viewer, models: list[type[Item]] | None, count: int, without: Collection[int] = ()
) -> list[Item]:
    """The first items of a viewer's feed, of some types or of all, with their own fields."""
    municipality = viewer.here
    shelf = Item.objects.on_shelf_of(municipality).exclude(pk__in=without)
    if models is not None:
        shelf = shelf.filter(type_name__in=[model.declaration.name for model in models])
    return specific(personalised(shelf, viewer)[:count], municipality)
