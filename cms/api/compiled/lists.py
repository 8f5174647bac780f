"""A declared type's list in SQL: the page, its cursors, count and facets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import F
from graphql import FieldNode

from cms.api.compiled import text
from cms.api.compiled.cases import Renamed
from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.parameters import Parameter, Slot, prepared
from cms.api.compiled.piece import Piece, joined, json_object, query, said, wrapped
from cms.api.compiled.planner import Planner
from cms.api.compiled.text import Joined, Quoted, joined_rows
from cms.api.connections import listing_of
from cms.api.facets import facet_column, facet_rows, public_facets, spelt
from cms.api.listing import Listing
from cms.api.ordering import cursor_of
from cms.api.output import Source
from cms.api.paging import FIRST, check_first
from cms.library.labels import value_labels
from cms.library.models import Item

CURSOR = "cursor"
# What can only be told when the page's rows are read.
ROWS_OF_PAGE_INFO = {"hasNextPage", "startCursor", "endCursor"}
Make = Callable[[list[FieldNode]], Piece]


class PlannedList:
    """One connection field."""

    def __init__(self, planner: Planner, model: type[Item], nodes: list[FieldNode]) -> None:
        """Read the arguments. Raises GraphQLError as the executor would."""
        self.planner, self.model, self.nodes = planner, model, nodes
        self.class_name = model.declaration.class_name
        arguments = planner.arguments("Query", nodes[0])
        if any(arguments.get(name) is not None for name in ("last", "before")):
            raise NotCompilable("a page from the end is read by the executor")
        first = arguments.get("first")
        self.first = prepared(FIRST if first is None else first, check_first)
        self.listing: Listing = listing_of(model, planner.viewer, arguments)
        self.columns: dict[str, Any] = {}
        self.asked = planner.below(f"{self.class_name}Connection", nodes)
        # Rows are numbered, with one more than the page, where it matters what comes next.
        self.looks_ahead = any(n[0].name.value == "pageInfo" for n in self.asked.values())

    def piece(self) -> Piece:
        """The whole connection as JSON text. Raises NotCompilable."""
        makers: dict[str, Make] = {
            "nodes": self._nodes,
            "edges": self._edges,
            "pageInfo": self._page_info,
            "totalCount": self._count,
            "facets": self._facets,
            "__typename": lambda _nodes: said(f'"{self.class_name}Connection"'),
        }
        parts = json_object({key: makers[n[0].name.value](n) for key, n in self.asked.items()})
        if not self.columns:
            self._check_unused()
            return parts
        page = self._page()
        return Piece(
            f"(SELECT {parts.sql} FROM {page.sql})",  # noqa: S608
            (*parts.parameters, *page.parameters),
        )

    def _check_unused(self) -> None:
        """Arguments of a page that nobody reads are checked all the same."""
        self.planner.check(self._number())
        self.planner.check(query(self.listing.page))

    def _page(self) -> Piece:
        """The page's rows."""
        found = query(self.listing.page.annotate(**self.columns).values(*self.columns))
        if not self.looks_ahead:
            return Piece(
                f"({found.sql} LIMIT {self._number().sql}) AS page",
                (*found.parameters, *self._number().parameters),
            )
        more = self._number(1)
        return Piece(
            f"(SELECT held.*, ROW_NUMBER() OVER () AS place, COUNT(*) OVER () AS total "  # noqa: S608
            f"FROM ({found.sql} LIMIT {more.sql}) AS held) AS page",
            (*found.parameters, *more.parameters),
        )

    def _number(self, more: int = 0) -> Piece:
        """The page's size as SQL."""
        size = prepared(self.first, lambda first: first + more)
        if isinstance(size, Parameter):
            return Piece("%s", (Slot(size.path, size.steps),))
        return Piece(str(int(size)))

    def _column(self, expression: Any) -> str:
        name = f"json{len(self.columns)}"
        self.columns[name] = expression
        return name

    def _rows(self, expression: Any) -> Piece:
        """The page's rows as a JSON array."""
        column = f"page.{self._column(expression)}"
        if not self.looks_ahead:
            return Piece(f"('[' || {joined_rows(connection.vendor, column)} || ']')")
        size = self._number()
        rows = joined_rows(connection.vendor, column, f"page.place <= {size.sql}")
        return Piece(f"('[' || {rows} || ']')", size.parameters)

    def _source(self) -> Source:
        return Source(self.planner, model=self.model)

    def _nodes(self, nodes: list[FieldNode]) -> Piece:
        return self._rows(self.planner.object(self.class_name, nodes, self._source()))

    def _edges(self, nodes: list[FieldNode]) -> Piece:
        edge = f"{self.class_name}Edge"
        parts: dict[str, Any] = {}
        for key, found in self.planner.below(edge, nodes).items():
            match found[0].name.value:
                case "node":
                    parts[key] = self.planner.object(self.class_name, found, self._source())
                case "cursor":
                    parts[key] = Joined('"', self._cursor(), '"')
                case _:
                    parts[key] = Joined(f'"{edge}"')
        return self._rows(text.json_object(parts))

    def _cursor(self) -> Any:
        return cursor_of(self.listing.keys, self.listing.mark)

    def _page_info(self, nodes: list[FieldNode]) -> Piece:
        names = self.planner.names("PageInfo", nodes)
        if ROWS_OF_PAGE_INFO & set(names.values()):
            self.columns.setdefault(CURSOR, self._cursor())
        size = self._number()
        has_next = Piece(
            f"CASE WHEN COUNT(*) > {size.sql} THEN 'true' ELSE 'false' END", size.parameters
        )
        within = f"page.place <= {size.sql}"
        last = f"(page.place = {size.sql} OR page.place = page.total)"
        makers = {
            "hasNextPage": has_next,
            "hasPreviousPage": said("false" if self.listing.after is None else "true"),
            "startCursor": self._cursor_at(f"page.place = 1 AND {within}", size, 1),
            "endCursor": self._cursor_at(f"{within} AND {last}", size, 2),
            "__typename": said('"PageInfo"'),
        }
        return json_object({key: makers[name] for key, name in names.items()})

    def _cursor_at(self, condition: str, size: Piece, times: int) -> Piece:
        found = f"MAX(CASE WHEN {condition} THEN page.{CURSOR} END)"
        return Piece(f"""COALESCE('"' || {found} || '"', 'null')""", size.parameters * times)

    def _count(self, _nodes: list[FieldNode]) -> Piece:
        counted = query(self.listing.everything.values("pk"))
        return wrapped("(SELECT CAST(COUNT(*) AS text) FROM (", counted, ") AS counted)")

    def _facets(self, nodes: list[FieldNode]) -> Piece:
        arguments = self.planner.arguments(f"{self.class_name}Connection", nodes[0])
        fields = [getattr(field, "value", field) for field in arguments.get("fields") or ()]
        names = list(dict.fromkeys(fields or public_facets(self.model.declaration)))
        asked = self.planner.below("Facet", nodes)
        pieces = [said("[")]
        for number, name in enumerate(names):
            pieces += [said(",")] * (number > 0) + [self._facet(name, asked)]
        return joined([*pieces, said("]")])

    def _facet(self, name: str, asked: Mapping[str, list[FieldNode]]) -> Piece:
        label = self.model.declaration.fields[name].label.in_language(self.planner.language)
        makers: dict[str, Make] = {
            "field": lambda _nodes: said(json.dumps(name)),
            "label": lambda _nodes: said(json.dumps(label, ensure_ascii=False)),
            "values": lambda nodes: self._facet_values(name, nodes),
            "__typename": lambda _nodes: said('"Facet"'),
        }
        return json_object({key: makers[n[0].name.value](n) for key, n in asked.items()})

    def _facet_values(self, name: str, nodes: list[FieldNode]) -> Piece:
        field = self.model.declaration.fields[name]
        column = facet_column(self.listing, name)
        labels = value_labels(field, self.planner.language)

        def renamed(say: Any) -> Renamed:
            texts = {value: json.dumps(say(value), ensure_ascii=False) for value in labels}
            return Renamed(F(column), texts, otherwise="NULL")

        makers = {
            "value": renamed(lambda value: spelt(field.kind, value)),
            "label": renamed(lambda value: labels[value]),
            "count": Quoted(F("_count")),
            # A value that is no longer declared is NULL, and so is left out.
            "__typename": renamed(lambda _value: "FacetValue"),
        }
        names = self.planner.names("FacetValue", nodes)
        if set(names.values()) <= {"count"}:
            raise NotCompilable("counts alone don't tell which values are declared")
        parts: list[Any] = []
        for number, (key, chosen) in enumerate(names.items()):
            parts += [("{" if number == 0 else ",") + f'"{key}":', makers[chosen]]
        rows = facet_rows(self.listing, name).annotate(json=Joined(*parts, "}")).values("json")
        aggregate = joined_rows(connection.vendor, "counted.json")
        return wrapped(
            f"(SELECT '[' || {aggregate} || ']' FROM (",  # noqa: S608
            query(rows),
            ") AS counted)",
        )
