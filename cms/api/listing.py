"""One list: which items, in which order, from where; shared by the executor and the plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from cms.api.filters import conditions
from cms.api.ordering import (
    ALPHABET,
    Key,
    after,
    before,
    fingerprint,
    keys_of,
    keys_of_query,
    ordered,
    texts,
)
from cms.api.rows import personal_rows, rows
from cms.library.models import Item
from cms.personalisation.viewer import Viewer


@dataclass
class Listing:
    """The list that a connection field's arguments ask for."""

    model: type[Item]
    viewer: Viewer
    filter: Mapping[str, Any] | None = None
    order: Sequence[str] = ()
    after: Any = None
    before: Any = None

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """The filter's conditions by field. Raises GraphQLError."""
        return conditions(self.model, self.filter)

    @cached_property
    def unfiltered(self) -> QuerySet[Any]:
        """Everything of the type that the viewer meets, in order."""
        if self.order:
            return rows(self.model, self.viewer)
        return personal_rows(self.model, self.viewer)

    @cached_property
    def keys(self) -> list[Key]:
        """What the list is ordered by."""
        if self.order:
            return keys_of(self.model, self.order, self.viewer.language)
        return keys_of_query(self.unfiltered)

    @property
    def _order_said(self) -> Sequence[str]:
        """The order; words have another one in each language, and in each rule of the alphabet."""
        if not self.order:
            return ()
        is_of_words = any(name.removeprefix("-") in texts(self.model) for name in self.order)
        return [*self.order, self.viewer.language, *([ALPHABET] if is_of_words else [])]

    @property
    def mark(self) -> str:
        """The order's mark in cursors."""
        return fingerprint([self.model.declaration.name, *self._order_said])

    @cached_property
    def everything(self) -> QuerySet[Any]:
        """All that the filter keeps, in no order: for counting."""
        return self.without("")

    def without(self, name: str) -> QuerySet[Any]:
        """All that the filter's other fields keep: for a facet's own counts."""
        kept = [condition for key, condition in self.conditions.items() if key != name]
        shelf = rows(self.model, self.viewer).order_by()
        return shelf.filter(reduce(and_, kept)) if kept else shelf

    @cached_property
    def page(self) -> QuerySet[Any]:
        """What stands after one cursor and before the other, in order, without an end."""
        found = self.unfiltered
        for condition in self.conditions.values():
            found = found.filter(condition)
        if self.after is not None:
            found = found.filter(after(self.keys, self.mark, self.after))
        if self.before is not None:
            found = found.filter(before(self.keys, self.mark, self.before))
        # The feed's order stands already; a constant in it may not be said again on PostgreSQL.
        return ordered(found, self.keys) if self.order else found
