"""The embedded engine and a real Elasticsearch answer alike, over the same documents.

What every engine does is held by tests/search/contract, on both. Here they are laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cms.search.engine import Engine
from cms.search.query import Boost, Near, SearchQuery, Selection
from cms.search.result import SearchResult
from tests.benchmarks.search import generated
from tests.search.conftest import ENGINES
from tests.search.contract.test_words import FINDS
from tests.search.examples import ask, document

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
FACETS = ("type", "topics")
WORDS = (
    "", "kursus", "dansk samtale", "job", "kursus i dansk sprog", "samtlae", "kurssus", "xylofon",
    "rettighter på jobbet", "danskkursus", "арбейте", "cv", "kursus xylofon", "praktikplads",
)  # fmt: skip
pytestmark = pytest.mark.elasticsearch
ENGINE_NAMES = ("tantivy", "elasticsearch")


def documents() -> Iterator[object]:
    """A few hundred made-up ones with dates and care, and the titles that the contract finds."""
    for number, each in enumerate(generated(300)):
        when = NOW + timedelta(days=number % 40 - 20)
        yield replace(each, published=when, date=when, quality=number % 5 / 4)
    for number, (_, title) in enumerate(FINDS, 1000):
        yield document(number, title)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """Both, with the same documents in them."""
    folder: Path = tmp_path_factory.mktemp("alike")
    made = {name: ENGINES[name](folder / name) for name in ENGINE_NAMES}
    for engine in made.values():
        engine.rebuild(documents())  # type: ignore[arg-type]
    return made


def questions() -> Iterator[SearchQuery]:
    """Words in every kind of question."""
    topic = Selection(terms={"topics": frozenset({"topic-1", "topic-2"})})
    kinds: tuple[dict[str, object], ...] = (
        {},
        {"types": ("course",), "filters": {"topics": {"topic-1", "topic-2", "topic-3"}}},
        {"near": Near(56.0, 10.0, 80)},
        {"hidden": (topic,), "municipality": "0101"},
        {"boosts": (Boost(topic, 1.5),), "pinned": (topic,)},
        {"sort": "soonest"},
        {"sort": "title", "size": 50},
    )
    for words in WORDS:
        for kind in kinds:
            yield ask(words, facets=FACETS, now=NOW, **kind)


def plain(result: SearchResult) -> tuple[object, ...]:
    """What must be the same whatever the scores are."""
    return result.total, dict(result.facets), result.matched, result.suggestion


def test_every_question_has_one_answer(engines: dict[str, Engine]) -> None:
    here, there = (engines[name] for name in ENGINE_NAMES)
    asked = list(questions())
    assert len(asked) > 90
    for query in asked:
        one, other = here.search(query), there.search(query)
        assert plain(one) == plain(other), query
        if query.sort != "relevance" or not query.words:
            assert [hit.key for hit in one.hits] == [hit.key for hit in other.hits], query
        shown = {hit.key: (hit.title_snippet, hit.snippet) for hit in one.hits}
        also = {hit.key: (hit.title_snippet, hit.snippet) for hit in other.hits}
        assert all(shown[key] == also[key] for key in shown.keys() & also.keys()), query


def test_the_best_hits_are_nearly_the_same(engines: dict[str, Engine]) -> None:
    here, there = (engines[name] for name in ENGINE_NAMES)
    shared = []
    for words in filter(None, WORDS):
        one = {hit.key for hit in here.search(ask(words, now=NOW, size=10)).hits}
        other = {hit.key for hit in there.search(ask(words, now=NOW, size=10)).hits}
        if one | other:
            shared.append(len(one & other) / max(len(one), len(other)))
    assert sum(shared) / len(shared) > 0.9


@pytest.mark.parametrize("typed", ["sa", "kur", "dansk k", "aar", "job", "møl", "xyz"])
def test_typing_ahead_gives_the_same_titles(engines: dict[str, Engine], typed: str) -> None:
    one, other = (engines[name].suggest(typed, "0787", "da", now=NOW) for name in ENGINE_NAMES)
    assert one == other


def test_both_have_the_same_documents(engines: dict[str, Engine]) -> None:
    one, other = (dict(engines[name].fingerprints()) for name in ENGINE_NAMES)
    assert one == other
