"""The question: one tree of words, filters, place, audience and paging, for every engine.

A `SearchQuery` checks itself when it is made. What a citizen types is never refused: it is
tidied and cut to a length (`WORDS_LENGTH`). What a program sends wrongly is refused with a
`QueryError` that names the field and the way out.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from cms.search.document import Span
from cms.search.errors import QueryError

WORDS_LENGTH = 300
PAGE_SIZE = 100
DEEPEST_HIT = 10_000
FACET_COUNT = 30
SELECTION_COUNT = 200
SYNONYM_COUNT = 2000
HEAVIEST_BOOST = 100.0
SORTS = ("relevance", "newest", "soonest", "title", "nearest")

Values = Mapping[str, Set[str]]
SynonymGroups = tuple[tuple[str, ...], ...]


def _now() -> datetime:
    return datetime.now(UTC)


def tidy_words(words: str) -> str:
    """What was typed, without control characters and lone surrogates, cut to `WORDS_LENGTH`."""
    start = words[: WORDS_LENGTH * 4].encode("utf-8", "ignore").decode("utf-8")
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in start)
    return " ".join(kept.split())[:WORDS_LENGTH].strip()


def asked_words(words: str) -> str:
    """What was typed, tidied; "" where no letter or digit is in it, since that asks for nothing."""
    tidied = tidy_words(words)
    return tidied if any(sign.isalnum() for sign in tidied) else ""


def frozen_values(values: Mapping[str, object]) -> Values:
    """`values` as field → frozenset of strings; fields without values are left out.

    Raises `QueryError` when a field's values are not a collection of strings.
    """
    frozen: dict[str, frozenset[str]] = {}
    for name, given in values.items():
        if isinstance(given, str) or not isinstance(given, (set, frozenset, list, tuple)):
            raise QueryError(name, "its values are not a list.", "Send a list of strings.")
        if not all(isinstance(value, str) for value in given):
            raise QueryError(name, "a value is not a string.", "Send a list of strings.")
        if given:
            frozen[name] = frozenset(given)
    return MappingProxyType(dict(sorted(frozen.items())))


@dataclass(frozen=True)
class Selection:
    """Items pointed out by what they are.

    An item is in the selection when its type is among `types`, and it has at least one of the
    values of each field in `terms`, and its key ("course:12") is among `keys`; a part left empty
    asks nothing. An item of a selection in `without` is left out again. A selection with no part
    but that is refused, since it would mean everything.
    """

    types: frozenset[str] = frozenset()
    terms: Values = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    without: tuple[Selection, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "types", frozenset(self.types))
        object.__setattr__(self, "terms", frozen_values(self.terms))
        object.__setattr__(self, "keys", frozenset(self.keys))
        object.__setattr__(self, "without", tuple(self.without))
        if not (self.types or self.terms or self.keys):
            raise QueryError("selection", "it is empty.", "Name types, terms or keys.")

    def __hash__(self) -> int:
        return hash((self.types, tuple(self.terms.items()), self.keys, self.without))


@dataclass(frozen=True)
class Boost:
    """Lifts the items of a selection: their score is multiplied by 1 + weight."""

    selection: Selection
    weight: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.weight) and 0 < self.weight <= HEAVIEST_BOOST):
            raise QueryError(
                "boosts",
                f"the weight {self.weight} is not usable.",
                f"Use a number above 0 and at most {HEAVIEST_BOOST:g}.",
            )


@dataclass(frozen=True)
class Near:
    """A circle on the map: degrees north, degrees east, radius in kilometres."""

    latitude: float
    longitude: float
    kilometres: float

    def __post_init__(self) -> None:
        limits = {"latitude": (-90, 90), "longitude": (-180, 180), "kilometres": (0.1, 1000)}
        for name, (lowest, highest) in limits.items():
            value = getattr(self, name)
            if not (math.isfinite(value) and lowest <= value <= highest):
                raise QueryError(
                    f"near.{name}", f"{value} is outside.", f"Use {lowest} to {highest}."
                )


@dataclass(frozen=True)
class SearchQuery:
    """One question to the search engine, checked when made.

    `municipality` is the code of the shelf to look on. `language` is the reader's: it decides
    how words are understood, not what is found. `filters` keeps items that have one of the
    values in every named field. `hidden` items are not found; `pinned` ones come first, in the
    order given, when they match. `best` are the items that editors recommend for these words:
    they come before all others, in the order given, whether or not the words find them, as long
    as they stand on the shelf, are not hidden and meet filters, place and dates; `total` and
    `facets` count them. `synonyms` are groups of words and phrases that mean the same to these
    readers, besides those that the engine knows itself; no rebuild is needed for them. `during`
    keeps items whose date lies in a stretch of time, and none without a date. `facets` names the
    fields to count. `page` counts from 1. `now` is the moment at which it is asked: some
    documents are found for a time only, and new ones are lifted (`cms.search.lifts`).
    """

    words: str = ""
    municipality: str = ""
    language: str = "da"
    types: tuple[str, ...] = ()
    filters: Values = field(default_factory=dict)
    near: Near | None = None
    during: Span | None = None
    hidden: tuple[Selection, ...] = ()
    boosts: tuple[Boost, ...] = ()
    pinned: tuple[Selection, ...] = ()
    best: tuple[Selection, ...] = ()
    synonyms: SynonymGroups = ()
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    now: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", asked_words(self.words))
        object.__setattr__(self, "filters", frozen_values(self.filters))
        self._check_municipality()
        self._check_paging()
        self._check_dates()
        self._check_sort()
        self._check_counts()

    def __hash__(self) -> int:
        parts = (self.words, self.municipality, self.language, self.types, self.near, self.hidden)
        order = (self.boosts, self.pinned, self.best, self.synonyms, self.sort)
        rest = (self.during, self.facets, self.page, self.size, self.now)
        return hash((parts, tuple(self.filters.items()), order, rest))

    @property
    def first(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.size

    def _check_municipality(self) -> None:
        if not self.municipality:
            raise QueryError("municipality", "it is missing.", "Send a code, for example 0787.")

    def _check_paging(self) -> None:
        if not 1 <= self.size <= PAGE_SIZE:
            raise QueryError("size", f"{self.size} is outside.", f"Use 1 to {PAGE_SIZE}.")
        if self.page < 1:
            raise QueryError("page", f"{self.page} is outside.", "Pages count from 1.")
        if self.page * self.size > DEEPEST_HIT:
            raise QueryError(
                "page",
                f"page {self.page} of {self.size} lies beyond hit {DEEPEST_HIT}.",
                "Narrow the question with words or filters.",
            )

    def _check_dates(self) -> None:
        if self.during is None:
            return
        start, end = self.during.start, self.during.end
        if any(moment is not None and moment.tzinfo is None for moment in (start, end)):
            raise QueryError("during", "a moment has no time zone.", "Send it with one.")
        if start is not None and end is not None and end <= start:
            raise QueryError("during", "it ends before it begins.", "Send the earlier one first.")

    def _check_sort(self) -> None:
        if self.sort not in SORTS:
            raise QueryError("sort", f"“{self.sort}” is unknown.", f"Use {', '.join(SORTS)}.")
        if self.sort == "nearest" and self.near is None:
            raise QueryError("sort", "“nearest” needs a place.", "Send near as well.")

    def _check_counts(self) -> None:
        limits = {"facets": FACET_COUNT, "filters": FACET_COUNT}
        limits |= dict.fromkeys(("hidden", "boosts", "pinned", "best"), SELECTION_COUNT)
        limits["synonyms"] = SYNONYM_COUNT
        for name, most in limits.items():
            count = len(getattr(self, name))
            if count > most:
                raise QueryError(name, f"{count} are too many.", f"Send at most {most}.")
