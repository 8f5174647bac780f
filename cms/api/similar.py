"""Items most like one item: asked of the engine item by item, read for the whole page at once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import graphene

from cms.api.limits import too_much
from cms.api.output import Output
from cms.api.page import Page, page_of
from cms.api.reading import reading_of
from cms.library.models import Item
from cms.search.errors import SearchError
from cms.search.services import similar_to

USUAL, MOST = 3, 10
# The engine works out what is like one item at a time, so an operation may ask about so many.
MOST_ASKED = 20
ASKED = "api_similar_asked"
ALIKE = "_api_alike"
DESCRIPTION = (
    "What is most like it on the reader's shelf, best first; never the item itself. "
    f"At most {MOST} each, for at most {MOST_ASKED} items in an operation."
)


def _interface() -> Any:
    from cms.api.items import ItemInterface

    return graphene.NonNull(ItemInterface)


def first_similar() -> graphene.Int:
    """How many; a new argument each time, since graphene keeps their order."""
    return graphene.Int(default_value=USUAL)


LIST = graphene.NonNull(graphene.List(_interface))


def read(item: Item, info: Any, first: int | None = USUAL) -> list[Item]:
    """The items like one; null asks for as many as is usual. Raises GraphQLError past a limit."""
    first = USUAL if first is None else first
    if not 0 <= first <= MOST:
        raise too_much("first of similar", MOST, "Ask for fewer.")
    page = page_of(item)
    return _of_page(page, info, first)[item.pk]


def _of_page(page: Page, info: Any, first: int) -> dict[int, list[Item]]:
    """For every item of a page what is like it, by primary key; read for all at once."""
    from cms.api.mixed import read_keys

    known: dict[int, dict[int, list[Item]]] = page.__dict__.setdefault(ALIKE, {})
    if first not in known:
        viewer = reading_of(info).viewer
        _count(viewer.memory, info, len(page.items))
        keys = {item.pk: _keys(viewer, item, first) for item in page.items}
        wanted = dict.fromkeys(key for found in keys.values() for key in found)
        items = read_keys(list(wanted), viewer)
        known[first] = {pk: [items[k] for k in found if k in items] for pk, found in keys.items()}
    return known[first]


def _count(memory: dict[str, Any], info: Any, more: int) -> None:
    # A run that is given up for another, of the whole operation, doesn't count against that one.
    asked = memory.setdefault(ASKED, Counter())
    asked[id(info.operation)] += more
    if asked[id(info.operation)] > MOST_ASKED:
        raise too_much("items with similar", MOST_ASKED, "Ask about fewer items at once.")


def _keys(viewer: Any, item: Item, first: int) -> list[tuple[str, int]]:
    """None while the search is away: an item is shown all the same."""
    if not first:
        return []
    try:
        hits = similar_to(viewer, item.type_name, item.pk, first)
    except SearchError:
        return []
    return [(hit.type, hit.item_id) for hit in hits]


SIMILAR = Output(LIST, read, None, DESCRIPTION, arguments={"first": first_similar})
