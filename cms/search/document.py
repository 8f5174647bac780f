"""What an engine is given to index: one flat document per item and local variant of it.

An item shown alike everywhere is one document. Where a municipality has put its own text on
top (an overlay), or shows the item for a time only, the item has one more document, keyed
"course:12@0751", that stands on that municipality's shelf alone, and the base document says that
it does not stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cms.search.errors import DocumentError

KEY_LENGTH = 200


def item_key(type_name: str, item_id: int) -> str:
    """The key that all variants of an item share: "course:12"."""
    return f"{type_name}:{item_id}"


@dataclass(frozen=True)
class Place:
    """A point: degrees north and degrees east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Span:
    """A stretch of time: from `start` on and before `end`; None is without a limit."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether `now` lies in it."""
        begun = self.start is None or self.start <= now
        return begun and (self.end is None or now < self.end)


@dataclass(frozen=True)
class Wording:
    """What a document says in another language than its own; the parts mean what they do there."""

    language: str
    title: str
    texts: tuple[tuple[str, float], ...] = ()
    excerpt: str = ""
    autocomplete: str = ""


@dataclass(frozen=True)
class Document:
    """One searchable text with what it takes to find, filter, order and show it.

    `texts` holds (text, weight) pairs, a weight being 1 or more; the title is searched besides.
    `excerpt` is what snippets are cut from; without it, all the texts. `facets` holds every
    field one may filter by, whether or not it is ever counted. `date` is when it happens,
    `published` when it first came out; both carry a time zone. A document with a span `shown`
    is found within it only; one with a span `unseen` is not found within it. `translations` are
    found by everybody, and shown to the readers of their language. `quality`, from 0 to 1, lifts
    it among those that words find (`cms.search.lifts`).
    """

    key: str
    type: str
    item_id: int
    language: str
    title: str
    shelf_all: bool = False
    shelves: frozenset[str] = frozenset()
    not_shelves: frozenset[str] = frozenset()
    shown: Span | None = None
    unseen: Span | None = None
    texts: tuple[tuple[str, float], ...] = ()
    excerpt: str = ""
    autocomplete: str = ""
    translations: tuple[Wording, ...] = ()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    place: Place | None = None
    date: datetime | None = None
    published: datetime | None = None
    quality: float = 0.0

    def __post_init__(self) -> None:
        if not self.key or len(self.key) > KEY_LENGTH:
            raise DocumentError(f"{self.key!r}: a key has 1 to {KEY_LENGTH} signs.")
        if self.key.partition("@")[0] != self.item:
            raise DocumentError(f"{self.key}: the key does not begin with {self.item}.")
        for name in ("date", "published"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise DocumentError(f"{self.key}: {name} has no time zone.")

        if not 0 <= self.quality <= 1:
            raise DocumentError(f"{self.key}: quality {self.quality} is not from 0 to 1.")

    @property
    def item(self) -> str:
        """The key shared with the item's other variants."""
        return item_key(self.type, self.item_id)

    def stands_on(self, municipality: str, now: datetime) -> bool:
        """Whether the document is on the shelf of the municipality with this code at a moment."""
        everywhere = self.shelf_all and municipality not in self.not_shelves
        is_its_time = (self.shown is None or self.shown.holds(now)) and not (
            self.unseen is not None and self.unseen.holds(now)
        )
        return is_its_time and (everywhere or municipality in self.shelves)
