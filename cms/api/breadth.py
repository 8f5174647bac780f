"""What a document may look like before it is worth checking against the schema.

Checking compares every field with every other that answers in the same place: it takes the square
of their number. So the number is looked at first, in one walk that takes no longer than its limits.
"""

from __future__ import annotations

import re
from collections import Counter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from cms.api.errors import NOT_VALID, api_error
from cms.api.limits import MOST_ALIASES, MOST_FIELDS, too_much

# Braces in braces, fragments laid out; introspection needs some twenty.
MOST_NESTED = 40
# The same answer, asked for in several fragments.
MOST_ALIKE = 50
NUL = re.compile(r"\\u(?:0000|\{0+\})")
Path = tuple[str, ...]


def check_text(text: str) -> None:
    """Raises GraphQLError for a text with the sign NUL in it: databases don't keep it."""
    if NUL.search(text):
        raise api_error(NOT_VALID, "The operation has the sign NUL in a text. Leave it out.")


def check_breadth(document: DocumentNode) -> None:
    """Raises GraphQLError for a document that is too wide or too deep to be checked."""
    fragments = {
        part.name.value: part
        for part in document.definitions
        if isinstance(part, FragmentDefinitionNode)
    }
    walk = _Walk(fragments)
    for part in document.definitions:
        if isinstance(part, OperationDefinitionNode):
            walk.operation(part)


class _Walk:
    """One walk through all operations, with the document's fragments laid out."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments, self.seen, self.aliases = fragments, 0, 0
        self.alike: Counter[Path] = Counter()
        self.open: list[str] = []

    def operation(self, operation: OperationDefinitionNode) -> None:
        """Walk through one operation. Raises at the first limit passed."""
        self.aliases = 0
        self.alike.clear()
        self._selections(operation.selection_set, (), 1)

    def _selections(self, chosen: SelectionSetNode, path: Path, nested: int) -> None:
        if nested > MOST_NESTED:
            raise too_much("nesting", MOST_NESTED, "Ask for less of what hangs below.")
        for selection in chosen.selections:
            self.seen += 1
            if self.seen > MOST_FIELDS:
                raise too_much("fields", MOST_FIELDS, "Split the operation.")
            if isinstance(selection, FieldNode):
                self._field(selection, path, nested)
            elif isinstance(selection, FragmentSpreadNode):
                self._fragment(selection.name.value, path, nested)
            else:
                self._selections(selection.selection_set, path, nested + 1)  # type: ignore[attr-defined]

    def _field(self, field: FieldNode, path: Path, nested: int) -> None:
        self.aliases += field.alias is not None
        if self.aliases > MOST_ALIASES:
            raise too_much("aliases", MOST_ALIASES, "Split the operation.")
        place = (*path, (field.alias or field.name).value)
        self.alike[place] += 1
        if self.alike[place] > MOST_ALIKE:
            raise too_much("repeats", MOST_ALIKE, "Ask for each field once in a place.")
        if field.selection_set:
            self._selections(field.selection_set, place, nested + 1)

    def _fragment(self, name: str, path: Path, nested: int) -> None:
        """Unknown fragments, and those that use themselves, are named by the check that follows."""
        if name not in self.fragments or name in self.open:
            return
        self.open.append(name)
        self._selections(self.fragments[name].selection_set, path, nested + 1)
        self.open.pop()
