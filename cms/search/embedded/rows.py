"""Hits in order: by columns of the index, equals by their item's number, at last by key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tantivy import DocAddress

from cms.search.embedded.snapshot import Snapshot

Key = tuple[float, ...]


class Row(NamedTuple):
    """A hit: what it is ordered by, where it lies, its score, and in which section it stands."""

    key: Key
    address: DocAddress
    score: float = 0.0
    section: int = 0


class Rows:
    """Makes rows of the documents of one snapshot, and puts them in order."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Nothing is read yet."""
        self._snapshot = snapshot

    def numbers(self, field: str, addresses: list[DocAddress], sign: int = 1) -> list[float]:
        """Each document's number in a column; one without comes last."""
        values = self._snapshot.searcher.fast_field_values(field, addresses)
        return [math.inf if value is None else sign * value for value in values]

    def ordered(self, columns: Sequence[Sequence[float]], addresses: list[DocAddress]) -> list[Row]:
        """Rows in the order of the columns, ascending."""
        items = self.numbers("item_id", addresses)
        keys = zip(*columns, items, strict=True)
        found = [Row(key, address) for key, address in zip(keys, addresses, strict=True)]
        return sorted(found, key=_key)

    def scored(self, scores: Sequence[float], addresses: list[DocAddress]) -> list[Row]:
        """Rows with the highest scores first, and of equal ones the newest.

        A key begins with the score, negative.
        """
        columns = [
            [-score for score in scores],
            self.numbers("newest", addresses),
            self.numbers("published", addresses, sign=-1),
        ]
        return self.ordered(columns, addresses)

    def cut(self, rows: list[Row], first: int, end: int) -> list[Row]:
        """The rows from `first` to `end`, equals among them put in the order of their keys."""
        low, high = min(max(first, 0), len(rows)), min(end, len(rows))
        if low >= high:
            return []
        start, stop = _group_start(rows, low), _group_end(rows, high)
        around = rows[start:stop]
        if len({row.key for row in around}) < len(around):
            around.sort(key=self._with_key)
        return around[low - start : high - start]

    def _with_key(self, row: Row) -> tuple[Key, str]:
        return row.key, str(self._snapshot.stored(row.address)["key"])


def _key(row: Row) -> Key:
    return row.key


def _group_start(rows: Sequence[Row], at: int) -> int:
    while at > 0 and rows[at - 1].key == rows[at].key:
        at -= 1
    return at


def _group_end(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and rows[at].key == rows[at - 1].key:
        at += 1
    return at
