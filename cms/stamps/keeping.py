"""Rows that nearly every request reads, kept in this process until their stamp is renewed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

from cms.stamps.services import may_keep, words

Row = TypeVar("Row")


class KeptRows(Generic[Row]):
    """At most so many rows, the least used forgotten first; every reader gets a copy."""

    def __init__(self, most: int) -> None:
        self._rows: LRUCache[Hashable, Row] = LRUCache(most)
        self._lock = Lock()

    def row(self, stamp: str, key: Hashable, read: Callable[[], Row | None]) -> Row | None:
        """What `read` gives, or gave while the stamp was the same; None is never kept."""
        word = words(stamp)[0] if may_keep() else ""
        if not word:
            return read()
        place = (stamp, word, key)
        with self._lock:
            found = self._rows.get(place)
        if found is None:
            found = read()
            if found is None:
                return None
            with self._lock:
                self._rows[place] = found
        return copy(found)
