"""Rows that nearly every request reads, kept in this process until their stamp is renewed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache
from django.db.models import Model
from django.db.models.base import ModelState

from cms.stamps.services import may_keep, words

Row = TypeVar("Row")
Saved = TypeVar("Saved", bound=Model)


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
        return own(found) if isinstance(found, Model) else copy(found)

    def rows(
        self,
        stamp: str,
        keys: Sequence[Hashable],
        read: Callable[[Sequence[Hashable]], Mapping[Any, Row]],
    ) -> dict[Any, Row]:
        """The same for many keys, by key: `read` is asked once, for those that aren't kept.

        What is kept this way is shared, not copied: nobody may change it.
        """
        word = words(stamp)[0] if keys and may_keep() else ""
        if not word:
            return dict(read(keys)) if keys else {}
        with self._lock:
            kept = {key: self._rows.get((stamp, word, key)) for key in keys}
        found = {key: row for key, row in kept.items() if row is not None}
        missing = [key for key in keys if key not in found]
        new = read(missing) if missing else {}
        with self._lock:
            self._rows.update({(stamp, word, key): row for key, row in new.items()})
        return {**found, **new}


def own(row: Saved) -> Saved:
    """A copy of a saved row that can be written to, without the rows that it was read with.

    Django's own way of copying goes through pickling, at ten times the cost.
    """
    made = row.__class__.__new__(row.__class__)
    made.__dict__.update(row.__dict__)
    made._state = ModelState()
    made._state.adding, made._state.db = row._state.adding, row._state.db
    return made
