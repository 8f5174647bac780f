"""Items of several types in one list: the feed, and what the search engine points at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import graphene
from django.db.models import QuerySet

from cms.api.connections import CURSOR, connection_outputs
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
    return [getattr(name, "value", name) for name in types or ()]


def load_keys(keys: Sequence[tuple[str, int]], viewer: Viewer) -> list[Item]:
    """The items behind (type name, primary key), in that order, as far as the viewer meets them."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for type_name, key in keys:
        wanted[type_name].append(key)
    found: dict[tuple[str, int], Item] = {}
    for type_name, numbers in wanted.items():
        model = item_models().get(type_name)
        if model is not None:
            chosen = rows(model, viewer).filter(pk__in=numbers).order_by()
            found |= {(type_name, item.pk): item for item in load(chosen, viewer)}
    return [found[key] for key in keys if key in found]


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


@dataclass
class FeedPage:
    """A page of the feed."""

    listing: FeedList
    window: Window

    @cached_property
    def found(self) -> list[Item]:
        """The page's items and one more."""
        cursor = cursor_of(self.listing.keys, self.listing.mark)
        bare = self.listing.page.annotate(**{CURSOR: cursor})
        chosen = self.window.cut(bare.values_list("type_name", "pk", CURSOR))
        cursors = {(name, key): text for name, key, text in chosen}
        items = load_keys(list(cursors), self.listing.viewer)
        for item in items:
            item.__dict__[CURSOR] = cursors[item.type_name, item.pk]
        return items

    @property
    def items(self) -> list[Item]:
        """The page's items."""
        return self.window.in_order(self.found)
