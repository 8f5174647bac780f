"""Items of several types in one list: the feed, and what the search engine points at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import graphene
from django.db.models import QuerySet

from cms.api.connections import CURSOR, Ends, connection_outputs, readable
from cms.api.items import ItemInterface
from cms.api.ordering import Key, after, before, cursor_of, fingerprint, keys_of_query
from cms.api.output import object_type
from cms.api.page import load
from cms.api.paging import Window
from cms.api.rows import rows
from cms.library.models import Item
from cms.library.registry import item_models
from cms.personalisation.feed import feed
from cms.personalisation.viewer import Viewer

# Type name and primary key.
Place = tuple[str, int]
ItemTypeName: Any = graphene.Enum(
    "ItemType",
    [(name.upper(), name) for name in item_models()],
    description="A declared type of content.",
)
ItemConnection = object_type(
    "ItemConnection",
    connection_outputs("Item", ItemInterface),
    "A page of a list of several types.",
)


def type_names(types: Iterable[Any] | None) -> list[str]:
    """The declared names behind enum values."""
    return list(dict.fromkeys(getattr(name, "value", name) for name in types or ()))


def read_keys(keys: Iterable[Place], viewer: Viewer) -> dict[Place, Item]:
    """The items behind (type name, primary key), as far as the viewer meets them."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for type_name, key in keys:
        wanted[type_name].append(key)
    found: dict[Place, Item] = {}
    for type_name, numbers in wanted.items():
        model = item_models().get(type_name)
        if model is not None:
            chosen = rows(model, viewer).filter(pk__in=numbers).order_by()
            found |= {(type_name, item.pk): item for item in load(chosen, viewer)}
    return found


@dataclass
class FeedList:
    """The viewer's own list, across types; answers as a connection's listing does."""

    viewer: Viewer
    types: Sequence[str]
    after: str | None = None
    before: str | None = None

    @cached_property
    def everything(self) -> QuerySet[Item]:
        """All of it."""
        return feed(self.viewer, Item, self.types)

    @cached_property
    def keys(self) -> list[Key]:
        """What it is ordered by."""
        return keys_of_query(self.everything)

    @property
    def mark(self) -> str:
        """The order's mark in cursors."""
        return fingerprint(["feed", *self.types])

    @cached_property
    def page(self) -> QuerySet[Item]:
        """What stands after one cursor and before the other."""
        found = self.everything
        if self.after is not None:
            found = found.filter(after(self.keys, self.mark, self.after))
        if self.before is not None:
            found = found.filter(before(self.keys, self.mark, self.before))
        return found

    def places(self) -> QuerySet[Any, Any]:
        """Type name, primary key and cursor of what stands there."""
        bare = self.page.annotate(**{CURSOR: cursor_of(self.keys, self.mark)})
        found: QuerySet[Any, Any] = bare.values_list("type_name", "pk", CURSOR)
        return found


@dataclass
class FeedPage:
    """A page of the feed: `rows` gives type name, primary key and cursor, `read` the items."""

    listing: Ends
    window: Window
    rows: Callable[[], Iterable[Sequence[Any]]]
    read: Callable[[Iterable[Place]], Mapping[Place, Any]]
    total: Callable[[], int]

    @cached_property
    def found(self) -> list[Any]:
        """The page's items and one more."""
        cursors = {(name, key): text for name, key, text in self.rows()}
        shown = self.read(cursors)
        for place in shown:
            shown[place].__dict__[CURSOR] = cursors[place]
        return [shown[place] for place in cursors if place in shown]

    @property
    def items(self) -> list[Any]:
        """The page's items."""
        return self.window.in_order(self.found)


def feed_page(listing: FeedList, window: Window) -> FeedPage:
    """A page as the executor reads it."""
    viewer = listing.viewer
    return FeedPage(
        listing,
        window,
        lambda: readable(listing, lambda: list(window.cut(listing.places()))),
        lambda places: read_keys(places, viewer),
        listing.everything.count,
    )
