"""Any municipality's shelf, compiled once: the frame that lists of items are written into.

The shelf's own condition is Django's, the same that guards every other read (`cms.library.scopes`).
"""

from __future__ import annotations

from typing import Any, cast

from django.db.models import IntegerField

from cms.databases.frames import Hole, blank, compiled_once
from cms.databases.said import Said, Written
from cms.library.models import Item, ItemQuerySet
from cms.municipalities.models import Municipality

HERE, NARROWED = "here", "narrowed"
# What is said of items may speak of these columns, and of those of a type's own that hold a word.
COLUMNS = ("pk", "type_name", "slug", "sharing", "owner", "first_published_at")
WORDS = ("choice", "language")


class _Somewhere:
    """Whichever municipality a frame is filled for."""

    pk = Written(Said("%s", (Hole(HERE),)), IntegerField())


def here(municipality: Municipality) -> dict[str, Said]:
    """What fills the place of the municipality."""
    return {HERE: Said("%s", (municipality.pk,))}


@compiled_once
def columns_of(model: type[Item]) -> tuple[str, ...]:
    """The columns that may be spoken of in a list of a model's items."""
    own = () if model is Item else tuple(model.declaration.fields_of(*WORDS))
    return tuple(dict.fromkeys((*COLUMNS, *own)))


def some_shelf(model: type[Item]) -> ItemQuerySet:
    """What stands on the shelf, narrowed by what fills the blank of that name."""
    shelf: Any = model.objects.on_shelf_of(cast(Municipality, _Somewhere()))
    narrowed: ItemQuerySet = shelf.filter(Written(blank(NARROWED, *columns_of(model))))
    return narrowed
