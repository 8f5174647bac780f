"""Which part of a list is read: its first rows or its last, after or before a cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import QuerySet

from cms.api.errors import LIMIT_EXCEEDED, api_error, bad_value

FIRST = 20
LARGEST_PAGE = 100


@dataclass(frozen=True)
class Window:
    """So many rows, from the list's beginning or, `backwards`, from its end."""

    size: int = FIRST
    backwards: bool = False

    def cut(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows, and one more that tells whether there is more on that side."""
        return (rows.reverse() if self.backwards else rows)[: self.size + 1]

    def in_order(self, found: list[Any]) -> list[Any]:
        """What was cut, without the one more, as the list has it."""
        kept = found[: self.size]
        return kept[::-1] if self.backwards else kept

    def has_next(self, found: list[Any], before: Any) -> bool:
        """Whether something stands after what was cut."""
        return before is not None if self.backwards else len(found) > self.size

    def has_previous(self, found: list[Any], after: Any) -> bool:
        """Whether something stands before what was cut."""
        return len(found) > self.size if self.backwards else after is not None


def paging_arguments() -> dict[str, Callable[[], Any] | Any]:
    """The arguments of every list."""
    return {
        "first": graphene.Int(description=f"Page size, at most {LARGEST_PAGE}; unsaid {FIRST}."),
        "after": graphene.String(description="endCursor of the page before."),
        "last": graphene.Int(description="Page size from the end, or back from `before`."),
        "before": graphene.String(description="startCursor of the page after."),
    }


def window_of(arguments: Mapping[str, Any]) -> Window:
    """What a list's arguments ask for. Raises GraphQLError."""
    first, last = arguments.get("first"), arguments.get("last")
    if last is None:
        return Window(check_first(FIRST if first is None else first))
    if first is not None:
        raise bad_value("last", "first is said too.", "Send one of them.")
    return Window(check_first(last, "last"), backwards=True)


def check_first(size: Any, name: str = "first") -> int:
    """How many rows a page holds. Raises GraphQLError."""
    if not 0 <= size <= LARGEST_PAGE:
        way_on = "before" if name == "last" else "after"
        raise api_error(
            LIMIT_EXCEEDED,
            f"{name}: {size} is outside. Use 0 to {LARGEST_PAGE}, and {way_on} for the next page.",
            limit="page",
            most=LARGEST_PAGE,
        )
    return int(size)
