"""The list of one type as a viewer meets it: a page, how many there are, and what facets count.

All of it is asked for in one statement, from frames that are compiled once for each type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField

from cms.databases.frames import Frame, Statement, compiled_once, frame_of
from cms.databases.one_statement import ask_together
from cms.databases.said import ALWAYS, Said, Written
from cms.library.filters import Chosen, Counts, filtering, value_counts
from cms.library.frames import some_shelf
from cms.library.models import Item
from cms.personalisation.shelf_list import Order, in_order, unspoken, words_of
from cms.personalisation.viewer import Viewer


@dataclass(frozen=True)
class Page:
    """The keys of one page, how many items there are in all, and how many each value would give."""

    keys: list[int]
    total: int
    counts: Counts


@dataclass(frozen=True)
class TypeList:
    """A type's items on a viewer's shelf, filtered by what is chosen, and within reach."""

    viewer: Viewer
    model: type[Item]
    chosen: Chosen
    within: Said = ALWAYS

    def page(self, number: int, size: int) -> Page:
        """One page, counted from 1; beyond the last one there are no keys."""
        facets = self.model.declaration.facets
        [[total], rows, *counted] = ask_together(
            [self._count(), self._part(number, size), *map(self._facet, facets)]
        )
        counts = zip(facets, counted, strict=True)
        return Page(
            [key for _number, key in sorted(rows)],
            total[0],
            {name: {value: count for value, count in found if value} for name, found in counts},
        )

    def keys(self, number: int, size: int) -> list[int]:
        """The keys of one page alone."""
        [rows] = ask_together([self._part(number, size)])
        return [key for _number, key in sorted(rows)]

    def values(self, *columns: str) -> list[tuple[Any, ...]]:
        """These columns of all of its items; in which order isn't said."""
        [rows] = ask_together([_columns(self.model, columns).filled(self._words())])
        return rows

    def _part(self, number: int, size: int) -> Statement:
        return _ordered(self.model).filled(self._words()).numbered(size, (number - 1) * size)

    def _count(self) -> Statement:
        met = _met(self.model).filled(self._words())
        counted = f"SELECT COUNT(*) FROM ({met.sql}) AS counted"  # noqa: S608 - Django's own
        return Statement(counted, met.values, (IntegerField(),))

    def _facet(self, name: str) -> Statement:
        return _counted(self.model, name).filled(self._words(without=name))

    def _words(self, without: str = "") -> Mapping[str, Said]:
        chosen = filtering(self.model.declaration, self.chosen, without=without)
        return words_of(self.viewer, self.model, self.within & chosen)


@compiled_once
def _ordered(model: type[Item]) -> Frame:
    return frame_of(in_order(some_shelf(model), Order.READER).values_list("pk"))


@compiled_once
def _met(model: type[Item]) -> Frame:
    return frame_of(_shelf(model).order_by().values_list("pk"))


@compiled_once
def _columns(model: type[Item], columns: tuple[str, ...]) -> Frame:
    return frame_of(_shelf(model).order_by().values_list(*columns))


@compiled_once
def _counted(model: type[Item], name: str) -> Frame:
    return frame_of(value_counts(_shelf(model), model.declaration, name))


def _shelf(model: type[Item]) -> Any:
    return some_shelf(model).filter(Written(unspoken(model).met))
