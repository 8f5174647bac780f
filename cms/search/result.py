"""The answer: hits in order, counts, and a suggestion when the words looked misspelt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Matched(StrEnum):
    """How far the words had to be stretched to find something."""

    ALL = "all"
    SIMILAR = "similar"
    SOME = "some"


@dataclass(frozen=True)
class Hit:
    """One item found. `snippet` is safe HTML: escaped text with `<mark>` around the words.

    `recommended` says that an editor chose it for these words (`SearchQuery.best`).
    """

    key: str
    type: str
    item_id: int
    score: float
    title: str
    snippet: str
    title_snippet: str
    recommended: bool = False


@dataclass(frozen=True)
class SearchResult:
    """The answer to a `SearchQuery`.

    `total` counts every hit, not only this page's. `facets` gives, for each field asked for,
    (value, count) pairs, most frequent first, counted with every filter but the field's own.
    `suggestion` is what was perhaps meant, or "". `took_ms` is milliseconds.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str = ""
    matched: Matched = Matched.ALL
    took_ms: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A title that begins like what is being typed."""

    text: str
    key: str
    type: str
    item_id: int
