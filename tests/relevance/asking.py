"""Asks an engine every judged question of a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean

from cms.search.document import Document
from cms.search.engine import Engine
from cms.search.errors import EngineAway
from cms.search.personal import spoken
from cms.search.query import SearchQuery
from cms.search.result import SearchResult
from tests.relevance.judged import Judged, Question, judged_types
from tests.relevance.library import address_of, whole_shelf
from tests.relevance.measures import FARTHER, ndcg, recall

_TRIES = 20
_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What a question found, as addresses in their order, and how good that is."""

    question: Question
    found: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """Of the first ten."""
        return ndcg(self.found, self.question.grades)

    @property
    def recall(self) -> float:
        """Among the first twenty."""
        return recall(self.found, self.question.grades)


@dataclass(frozen=True)
class Figures:
    """Means over questions."""

    count: int
    ndcg: float
    recall: float


def answers(engine: Engine, library: Iterable[Document], judged: Judged) -> list[Answer]:
    """Every question's answer, asked by somebody who reads the language."""
    types = judged_types()
    shelf = [one for one in whole_shelf(library, judged.shelf) if one.type in types]
    addresses = {document.item: address_of(document) for document in shelf}
    unknown = {key for each in judged.questions for key in each.grades} - set(addresses.values())
    if unknown:
        raise ValueError(f"Judged in {judged.language}, but not on the shelf: {sorted(unknown)}")
    engine.rebuild(shelf)
    return [
        Answer(each, tuple(addresses[key] for key in _found(engine, each.words, judged)))
        for each in judged.questions
    ]


def _found(engine: Engine, words: str, judged: Judged) -> list[str]:
    query = SearchQuery(
        words=words,
        municipality=judged.shelf,
        language=judged.language,
        boosts=spoken(judged.language),
        size=FARTHER,
        now=_NOW,
    )
    return [hit.key.partition("@")[0] for hit in _patiently(engine, query).hits]


def _patiently(engine: Engine, query: SearchQuery) -> SearchResult:
    """The answer, also of a server that has just started or has much to do."""
    for _ in range(_TRIES):
        try:
            return engine.search(query)
        except EngineAway:
            continue
    return engine.search(query)


def figures(answered: Sequence[Answer], *, held_out: bool | None = None) -> Figures:
    """The means over all answers, or over those held out or not."""
    chosen = [each for each in answered if held_out in (None, each.question.is_held_out)]
    return Figures(
        len(chosen), fmean(each.ndcg for each in chosen), fmean(each.recall for each in chosen)
    )
