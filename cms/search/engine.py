"""What every search engine can do. Doors and services know this, never a concrete engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cms.search.document import Document
from cms.search.leftovers import Leftover
from cms.search.query import SearchQuery, Selection
from cms.search.result import Hit, SearchResult, Suggestion

Progress = Callable[[int], None]
Changes = Mapping[str, Sequence[Document]]


def no_progress(_count: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Position:
    """How far an index has come: the last change applied, and when that change was made.

    The moment tells whether the change still is what it was: in a database that was replaced or
    set back, the same number means something else.
    """

    change: int
    made_at: str = ""


@dataclass(frozen=True)
class Batch:
    """Changes to apply together, and how far an index has come with them."""

    changes: Changes
    position: Position


ReadBatch = Callable[[Position | None], Batch | None]


class Engine(Protocol):
    """One index that can be asked and kept up to date.

    Every method may raise `IndexUnusable` when the index is missing or damaged; writing methods
    raise `WriterBusy` when another process keeps the index to itself for too long.
    """

    def replace(self, item: str, documents: Sequence[Document]) -> None:
        """Lets `documents` be all that the index knows of the item with this key."""

    def delete(self, item: str) -> None:
        """Forgets the item with this key and all its variants."""

    def advance(self, read: ReadBatch, wait_seconds: float | None = None) -> bool:
        """Applies the batch that `read` gives for the index's position; tells whether it did.

        No other process writes between the reading and the applying, so an older state of an
        item never overwrites a newer one. Raises `WriterBusy` after `wait_seconds`.
        """

    def rebuild(
        self,
        documents: Iterable[Document],
        position: Position | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Builds a new index beside the live one and swaps; gives the number of documents.

        When another process was already building one, waits for that one and takes it.
        """

    def search(self, query: SearchQuery) -> SearchResult:
        """Answers a question."""

    def suggest(
        self,
        words: str,
        municipality: str,
        language: str,
        hidden: Sequence[Selection] = (),
        now: datetime | None = None,
    ) -> tuple[Suggestion, ...]:
        """Titles that begin like what is being typed, but for those of hidden items.

        `now` is the moment at which it is asked; None is this one.
        """

    def similar(self, item: str, query: SearchQuery) -> tuple[Hit, ...]:
        """Items most like the one with this key ("course:12"), best first, at most `query.size`.

        Only what `query` could find without any words: shelf, hidden, types, filters, place and
        dates hold, and its boosts lift. Words, order, page, pins and best are not looked at.
        Alike is what shares telling words or terms of a vocabulary (`marks.VOCABULARY`). The item
        itself is never among them. Nothing is like an item that does not stand on this shelf.
        """

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """The key and the fingerprint (`cms.search.fingerprints`) of every document."""

    def count(self) -> int:
        """The number of documents in the index."""

    def clean(self, now: datetime | None = None) -> list[Leftover]:
        """Removes indices that no release has used for a day; gives all beside the one in use.

        Every process says each hour that it uses its own. `now` None is this moment.
        """

    def position(self) -> Position | None:
        """How far the index has come, or None before the first rebuild.

        Raises `IndexUnusable` when the index is not what it should be.
        """

    def glance(self) -> Position | None:
        """The same as cheaply as can be, when it was well a moment ago."""
