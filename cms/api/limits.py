"""What one operation may cost. Each error names the limit and the way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from cms.api.errors import LIMIT_EXCEEDED, api_error

LARGEST_QUERY = 50_000
MOST_TOKENS = 5_000
DEEPEST = 12
MOST_ALIASES = 100
MOST_FIELDS = 2_000
HIGHEST_COST = 50_000
# Questions about the schema are counted by themselves; GraphiQL's own counts about half of it.
HIGHEST_INTROSPECTION = 500_000
# What a list without a page size is taken to hold.
USUAL_LIST = 10
DEFAULT_PAGE = 20
PAGE_SIZES = frozenset({"first", "last"})
LISTS_BELOW_PAGE = frozenset({"nodes", "edges"})
# Introspection nests deeper than any question about content, and costs next to nothing.
FREE = frozenset({"__schema", "__type", "__typename"})
# How many there are of what the schema tells, roughly.
TOLD = {
    "types": 160,
    "fields": 12,
    "args": 4,
    "inputFields": 8,
    "enumValues": 10,
    "possibleTypes": 10,
}


@dataclass
class Measure:
    """What has been counted of an operation so far."""

    aliases: int = 0
    fields: int = 0
    cost: int = 0
    depth: int = 0
    introspection: int = 0

    def told(self) -> dict[str, dict[str, int]]:
        """Each count beside the most that is allowed."""
        return {
            "cost": {"counted": self.cost, "most": HIGHEST_COST},
            "depth": {"counted": self.depth, "most": DEEPEST},
            "aliases": {"counted": self.aliases, "most": MOST_ALIASES},
            "fields": {"counted": self.fields, "most": MOST_FIELDS},
        }


def check_size(query: str) -> None:
    """Raises GraphQLError for a text that isn't worth reading."""
    if len(query.encode()) > LARGEST_QUERY:
        raise too_much("size", LARGEST_QUERY, "Split it into several operations.", " bytes")


def check_operation(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Measure:
    """What a valid operation costs. Raises GraphQLError for one that asks for too much."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    walk = _Walk(fragments, variables)
    walk.selections(operation.selection_set, 1, 1)
    return walk.measure


class _Walk:
    """One walk through an operation, fragments laid out where they are used."""

    def __init__(
        self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self.fragments, self.variables = fragments, variables
        self.measure = Measure()

    def selections(self, chosen: SelectionSetNode, depth: int, times: int) -> None:
        """Count what stands here, `times` over. Raises at the first limit passed."""
        if depth > DEEPEST:
            raise too_much("depth", DEEPEST, "Ask for less of what hangs below.")
        self.measure.depth = max(self.measure.depth, depth)
        for field in self._fields(chosen):
            self._count(field, times)
            if field.selection_set and field.name.value not in FREE:
                self.selections(field.selection_set, depth + 1, times * self._size(field))
            elif field.selection_set:
                self._introspect(field.selection_set, 1)

    def _introspect(self, chosen: SelectionSetNode, times: int) -> None:
        """Count what is asked about the schema, `times` over."""
        for field in self._fields(chosen):
            self.measure.introspection += times
            if self.measure.introspection > HIGHEST_INTROSPECTION:
                way_out = "Ask for the schema once, or for one type by __type."
                raise too_much("introspection", HIGHEST_INTROSPECTION, way_out)
            if field.selection_set:
                self._introspect(field.selection_set, times * TOLD.get(field.name.value, 1))

    def _count(self, field: FieldNode, times: int) -> None:
        measure = self.measure
        measure.fields += 1
        measure.aliases += field.alias is not None
        measure.cost += times
        if measure.aliases > MOST_ALIASES:
            raise too_much("aliases", MOST_ALIASES, "Split the operation.")
        if measure.fields > MOST_FIELDS:
            raise too_much("fields", MOST_FIELDS, "Split the operation.")
        if measure.cost > HIGHEST_COST:
            raise too_much("cost", HIGHEST_COST, "Ask for smaller pages or fewer fields.")

    def _fields(self, chosen: SelectionSetNode) -> Iterator[FieldNode]:
        for selection in chosen.selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                yield from self._fields(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                yield from self._fields(self.fragments[selection.name.value].selection_set)

    def _size(self, field: FieldNode) -> int:
        """How many rows a field may give: its page size, or what is usual."""
        for argument in field.arguments:
            if argument.name.value in PAGE_SIZES:
                given: Any = argument.value
                if isinstance(given, IntValueNode):
                    return max(1, int(given.value))
                if isinstance(given, VariableNode):
                    size = self.variables.get(given.name.value)
                    return max(1, size) if isinstance(size, int) else DEFAULT_PAGE
        return 1 if field.name.value in LISTS_BELOW_PAGE else USUAL_LIST


def too_much(name: str, most: float, way_out: str, unit: str = "") -> GraphQLError:
    """The error of a limit that was passed: it says which, how much is allowed, and the way out."""
    message = f"The operation passes the limit of {name}, {most}{unit}. {way_out}"
    return api_error(LIMIT_EXCEEDED, message, limit=name, most=most)
