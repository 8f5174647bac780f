"""Tables whose columns sort: by an address, so that it works without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

PARAMETER = "orden"


@dataclass(frozen=True)
class Column:
    """What stands at its head, and what rows are sorted by."""

    label: Any
    value: Callable[[Any], Any]
    is_number: bool = True


@dataclass(frozen=True)
class Head:
    """A column's head: where pressing it leads, and how the table is sorted by it now."""

    label: Any
    url: str
    sorted: str
    is_number: bool


class Sorting:
    """The order that an address asks for; a column that isn't known is as if it weren't there."""

    def __init__(
        self, request: HttpRequest, columns: Mapping[str, Column], first: str = "name"
    ) -> None:
        """`first` is the order without a wish."""
        asked = request.GET.get(PARAMETER, first)
        self.request, self.columns = request, columns
        known = asked.removeprefix("-") in columns
        self.name = asked.removeprefix("-") if known else first.removeprefix("-")
        self.is_descending = (asked if known else first).startswith("-")

    def rows(self, rows: Iterable[Any]) -> list[Any]:
        """The rows in order; equals keep the order they came in."""
        return sorted(rows, key=self.columns[self.name].value, reverse=self.is_descending)

    def heads(self) -> list[Head]:
        """The heads, left to right."""
        return [self._head(name, column) for name, column in self.columns.items()]

    def _head(self, name: str, column: Column) -> Head:
        is_chosen = name == self.name
        # Numbers come largest first; pressing again turns the order around.
        descending = not self.is_descending if is_chosen else column.is_number
        query = self.request.GET.copy()
        query.pop("p", None)
        query[PARAMETER] = f"-{name}" if descending else name
        now = "descending" if self.is_descending else "ascending"
        return Head(
            column.label, f"?{query.urlencode()}", now if is_chosen else "", column.is_number
        )
