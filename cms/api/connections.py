"""Relay connections: a page of a declared type, its cursors, count and facets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeVar

import graphene
from django.db import DataError, ProgrammingError

from cms.api.errors import BAD_CURSOR, api_error
from cms.api.facets import Facet, facet_enum, facet_of, public_facets
from cms.api.filters import filter_type
from cms.api.items import item_types
from cms.api.listing import Listing
from cms.api.objects import list_of
from cms.api.ordering import cursor_of, order_enum
from cms.api.output import Output, Outputs, object_type
from cms.api.page import load
from cms.api.paging import Window, paging_arguments, window_of
from cms.api.reading import reading_of
from cms.library.models import Item
from cms.library.registry import item_model

CURSOR = "_api_cursor"
Rows = TypeVar("Rows")


class Ends(Protocol):
    """Between which cursors a list is read."""

    after: Any
    before: Any


def readable(ends: Ends, read: Callable[[], Rows]) -> Rows:
    """What `read` gives. Raises GraphQLError for a cursor that the list can't be compared with."""
    try:
        return read()
    except (DataError, ProgrammingError) as error:
        if ends.after is None and ends.before is None:
            raise
        # PostgreSQL refuses to compare values of different types.
        raise api_error(
            BAD_CURSOR, "This cursor doesn't fit the list. Begin at the first page."
        ) from error


@dataclass
class Connection:
    """What the executor reads of a list, as far as it is asked for."""

    listing: Listing
    window: Window

    @cached_property
    def found(self) -> list[Item]:
        """What was read: the page's items and one more, in the window's direction."""
        listing = self.listing
        cursor = cursor_of(listing.keys, listing.mark)
        page = self.window.cut(listing.page.annotate(**{CURSOR: cursor}))
        return readable(listing, lambda: load(page, listing.viewer))

    @property
    def items(self) -> list[Item]:
        """The page's items."""
        return self.window.in_order(self.found)

    def total(self) -> int:
        """How many there are on all pages."""
        return int(self.listing.everything.count())


def cursor(item: Item) -> str:
    """The cursor that an item was read with."""
    return str(item.__dict__[CURSOR])


PAGE_INFO: Outputs = {
    "has_next_page": Output(
        graphene.Boolean,
        lambda page, _info: page.window.has_next(page.found, page.listing.before),
        None,
        "Whether there is more after this page.",
        required=True,
    ),
    "has_previous_page": Output(
        graphene.Boolean,
        lambda page, _info: page.window.has_previous(page.found, page.listing.after),
        None,
        "Whether there is something before this page, or it was reached by a cursor.",
        required=True,
    ),
    "start_cursor": Output(
        graphene.String,
        lambda page, _info: cursor(page.items[0]) if page.items else None,
        None,
        "Of the first item.",
    ),
    "end_cursor": Output(
        graphene.String,
        lambda page, _info: cursor(page.items[-1]) if page.items else None,
        None,
        "Of the last item: send it as `after` for the next page.",
    ),
}
PageInfo = object_type("PageInfo", PAGE_INFO, "Where a page stands in its list.")


def _edge(type_name: str, node: Any) -> Any:
    outputs: Outputs = {
        "node": Output(node, lambda item, _info: item, required=True, description="The item."),
        "cursor": Output(
            graphene.String,
            lambda item, _info: cursor(item),
            required=True,
            description="The item's place in the list.",
        ),
    }
    return object_type(f"{type_name}Edge", outputs, "An item and its place in the list.")


def connection_outputs(name: str, node: Any) -> Outputs:
    """What every connection has."""
    edge = _edge(name, node)
    return {
        "edges": Output(
            list_of(edge),
            lambda page, _info: page.items,
            required=True,
            description="With cursors.",
        ),
        "nodes": Output(
            list_of(node), lambda page, _info: page.items, required=True, description="The items."
        ),
        "page_info": Output(
            PageInfo, lambda page, _info: page, required=True, description="For the next page."
        ),
        "total_count": Output(
            graphene.Int,
            lambda page, _info: page.total(),
            required=True,
            description="How many the filter keeps. Counted only when asked for.",
        ),
    }


@lru_cache
def connection_type(type_name: str) -> Any:
    """The connection of a declared type."""
    class_name = item_model(type_name).declaration.class_name
    outputs = connection_outputs(class_name, item_types()[type_name])
    enum = facet_enum(type_name)
    if enum is not None:
        outputs["facets"] = _facets_output(enum)
    return object_type(f"{class_name}Connection", outputs, "A page of a list.")


def _facets_output(enum: Any) -> Output:
    def read(page: Connection, info: Any, fields: Any = None) -> list[dict[str, Any]]:
        names = [getattr(field, "value", field) for field in fields or ()]
        language = reading_of(info).language
        wanted = dict.fromkeys(names or public_facets(page.listing.model.declaration))
        return [facet_of(page.listing, name, language) for name in wanted]

    return Output(
        list_of(Facet),
        read,
        description="Counts by field; each with every filter but its own.",
        arguments={"fields": lambda: list_of(enum)},
        required=True,
    )


def connection_arguments(type_name: str) -> dict[str, Any]:
    """The arguments of a declared type's list."""
    return {
        **paging_arguments(),
        "filter": filter_type(type_name)(),
        "order_by": graphene.List(
            graphene.NonNull(order_enum(type_name)),
            description="First key first. Unsaid: the order that fits the reader.",
        ),
    }


def listing_of(model: type[Item], viewer: Any, arguments: dict[str, Any]) -> Listing:
    """The list that a connection field's arguments ask for."""
    order = [getattr(name, "value", name) for name in arguments.get("order_by") or ()]
    ends = arguments.get("after"), arguments.get("before")
    return Listing(model, viewer, arguments.get("filter"), order, *ends)


def resolve_connection(model: type[Item]) -> Any:
    """The executor's resolver of a declared type's list."""

    def resolve(_root: Any, info: Any, **arguments: Any) -> Connection:
        window = window_of(arguments)
        listing = listing_of(model, reading_of(info).viewer, arguments)
        # What is wrong with the arguments is said at the list, not at each of its fields.
        _ = listing.page
        return Connection(listing, window)

    return resolve
