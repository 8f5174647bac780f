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
# What a list without a page size is taken to hold.
USUAL_LIST = 10
DEFAULT_PAGE = 20
LISTS_BELOW_PAGE = frozenset({"nodes", "edges"})
# Introspection nests deeper than any question about content, and costs next to nothing.
FREE = frozenset({"__schema", "__type", "__typename"})


@dataclass
class Measure:
    """What has been counted of an operation so far."""

    aliases: int = 0
    fields: int = 0
    cost: int = 0


def check_size(query: str) -> None:
    """Raises GraphQLError for a text that isn't worth reading."""
    if len(query.encode()) > LARGEST_QUERY:
        raise _too_much("size", f"{LARGEST_QUERY // 1000} kB", "Split it into several operations.")


def check_operation(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> None:
    """Raises GraphQLError for an operation that asks for too much. The document is valid."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    _Walk(fragments, variables).selections(operation.selection_set, 1, 1)


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
            raise _too_much("depth", str(DEEPEST), "Ask for less of what hangs below.")
        for field in self._fields(chosen):
            self._count(field, times)
            if field.selection_set and field.name.value not in FREE:
                self.selections(field.selection_set, depth + 1, times * self._size(field))

    def _count(self, field: FieldNode, times: int) -> None:
        measure = self.measure
        measure.fields += 1
        measure.aliases += field.alias is not None
        measure.cost += times
        if measure.aliases > MOST_ALIASES:
            raise _too_much("aliases", str(MOST_ALIASES), "Split the operation.")
        if measure.fields > MOST_FIELDS:
            raise _too_much("fields", str(MOST_FIELDS), "Split the operation.")
        if measure.cost > HIGHEST_COST:
            raise _too_much("cost", str(HIGHEST_COST), "Ask for smaller pages or fewer fields.")

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
            if argument.name.value == "first":
                given: Any = argument.value
                if isinstance(given, IntValueNode):
                    return max(1, int(given.value))
                if isinstance(given, VariableNode):
                    size = self.variables.get(given.name.value)
                    return max(1, size) if isinstance(size, int) else DEFAULT_PAGE
        return 1 if field.name.value in LISTS_BELOW_PAGE else USUAL_LIST


def _too_much(name: str, limit: str, way_out: str) -> GraphQLError:
    return api_error(
        LIMIT_EXCEEDED, f"The operation passes the limit of {name}, {limit}. {way_out}"
    )
