"""The item in which an item's owner introduces itself, read for a whole page at once."""

from __future__ import annotations

from typing import Any

from cms.api.output import Output
from cms.api.page import Page, page_of
from cms.api.reading import reading_of
from cms.library.introductions import introductions
from cms.library.models import Item

INTRODUCED = "_api_introduced"
DESCRIPTION = (
    "The item in which the owner says who it is, such as a company's own page; null where the "
    "reader's shelf has none. Of that item it is the item itself."
)


def _interface() -> Any:
    from cms.api.items import ItemInterface

    return ItemInterface


def read(item: Item, info: Any) -> Item | None:
    """The first introduction of the item's owner that stands on the reader's shelf."""
    return _of_page(page_of(item), info).get(item.owner_id)


def _of_page(page: Page, info: Any) -> dict[int, Item]:
    """The introductions of the owners of a page's items, by the owner's primary key."""
    from cms.api.mixed import read_keys

    known: dict[int, Item] | None = page.__dict__.get(INTRODUCED)
    if known is None:
        places = introductions([one.owner_id for one in page.items])
        wanted = [place for found in places.values() for place in found]
        items = read_keys(wanted, reading_of(info).viewer)
        known = {
            owner: next(items[place] for place in found if place in items)
            for owner, found in places.items()
            if any(place in items for place in found)
        }
        page.__dict__[INTRODUCED] = known
    return known


INTRODUCTION = Output(_interface, read, None, DESCRIPTION)
