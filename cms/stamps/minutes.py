"""What is kept in this process for a minute at most."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
SECONDS = 60


class OfThisMinute(Generic[Kept]):
    """All is forgotten at once when the minute is over, or when there are `most` things.

    Cheaper to ask than what forgets one by one, and no person's data stays long. Threads may share
    it: each step is one that Python does at once.
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most, self._minute = most, 0
        self._things: dict[Hashable, Kept] = {}

    def get(self, key: Hashable) -> Kept | None:
        """What was kept under the key in this minute."""
        minute = int(monotonic() // SECONDS)
        if minute != self._minute:
            self._things, self._minute = {}, minute
        return self._things.get(key)

    def put(self, key: Hashable, thing: Kept) -> None:
        """Keep something."""
        if len(self._things) >= self._most:
            self._things = {}
        self._things[key] = thing

    def found_or_made(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was kept in this minute, or what `make` gives; what it raises is raised."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def clear(self) -> None:
        """Forget all."""
        self._things = {}
