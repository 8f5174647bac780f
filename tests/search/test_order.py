"""The embedded engine's order and counts, against plain Python: score all, lift all, sort all.

The engine looks at as few hits as the order of a page depends on. Here it begins with hardly any,
so that a few dozen documents take it through all its ways of looking further.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.search import lifts
from cms.search.document import Document, Place
from cms.search.embedded import levels, nearness, scoring, windows
from cms.search.engine import Batch, Position
from cms.search.query import Boost, Near, SearchQuery, Selection
from cms.search.tantivy_engine import TantivyEngine
from tests.search.examples import HERE, ask, document, numbers

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLES = ("Dansk", "Dansk kursus", "Kursus", "Kursus i dansk for alle", "Samtale")
TOPICS = ("x", "y", "z")
MIDDLE = Place(56.0, 10.0)
SORTS_ASKED = (*["relevance"] * 4, *["nearest"] * 2, "newest", "soonest", "title")
SMALL_LOOKS: tuple[tuple[Any, str], ...] = (
    (scoring, "_FIRST_LOOK"),
    (scoring, "_FIRST_LOOK_BOOSTED"),
    (levels, "_SMALL_LEVEL"),
    (levels, "_AT_ONCE"),
    (levels, "_AS_MANY"),
    (windows, "_AROUND"),
    (nearness, "_FEW"),
)

moments = st.sampled_from(
    (
        None,
        *(NOW + timedelta(days=days) for days in (-900, -30, -1, 0, 5)),
        datetime(1600, 1, 1, tzinfo=UTC),
        datetime(1650, 1, 1, tzinfo=UTC),
        datetime(2500, 1, 1, tzinfo=UTC),
        datetime(2501, 1, 1, tzinfo=UTC),
    )
)
topics = st.frozensets(st.sampled_from(TOPICS), max_size=2)
selections = st.builds(
    lambda chosen, types: Selection(terms={"topics": chosen}, types=types),
    st.frozensets(st.sampled_from(TOPICS), min_size=1, max_size=2),
    st.frozensets(st.sampled_from(("course", "article")), max_size=1),
)
boost = st.builds(Boost, selections, st.sampled_from((0.5, 1.0, 2.25)))
boosts = (
    st.just([]) | st.lists(boost, min_size=1, max_size=2) | st.lists(boost, min_size=3, max_size=4)
)
corners = [Place(north, east) for north in (55.9, 56.0, 56.2, 57.0) for east in (9.8, 10.0, 11.5)]
places = st.sampled_from((None, *corners))
circles = st.sampled_from((12.0, 25.0, 200.0)).map(lambda far: Near(56.0, 10.0, far))


@pytest.fixture(autouse=True)
def small_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine look at one hit where it looks at hundreds."""
    for module, name in SMALL_LOOKS:
        monkeypatch.setattr(module, name, 1)


@st.composite
def libraries(draw: st.DrawFn) -> list[Document]:
    """Some documents, many of them equals."""
    drawn = draw(st.permutations(range(1, draw(st.sampled_from((0, 1, 15, 30))) + 1)))
    return [
        document(
            number * 100_000,  # the greatest of them beyond what the order's columns can hold
            draw(st.sampled_from(TITLES)),
            type=draw(st.sampled_from(("course", "article"))),
            published=draw(moments),
            date=draw(moments),
            quality=draw(st.sampled_from((0.0, 0.5, 1.0))),
            facets={"topics": draw(topics)},
            place=draw(places),
            not_shelves=frozenset({HERE} if draw(st.integers(0, 9)) == 0 else ()),
        )
        for number in drawn
    ]


def question(words: str, *, sort: str, near: Near | None, **parts: Any) -> SearchQuery:
    """A question that names a place where its order needs one."""
    place = near or (Near(56.0, 10.0, 200.0) if sort == "nearest" else None)
    return ask(words, sort=sort, near=place, **parts)


questions = st.builds(
    question,
    st.sampled_from(("dansk", "kursus i dansk", "")),
    boosts=boosts.map(tuple),
    hidden=st.lists(selections, max_size=1).map(tuple),
    near=st.none() | st.none() | circles,
    sort=st.sampled_from(SORTS_ASKED),
    size=st.integers(1, 7),
    facets=st.just(("type", "topics")),
    now=st.just(NOW),
)


def chosen(selection: Selection, each: Document) -> bool:
    """Whether a document is in a selection of types and topics."""
    wanted = selection.terms["topics"]
    return (not selection.types or each.type in selection.types) and bool(
        wanted & each.facets["topics"]
    )


def far(each: Document) -> float:
    """Kilometres from the middle, by the chord through the earth."""
    if each.place is None:
        return math.inf

    def point(place: Place) -> tuple[float, float, float]:
        north, east = math.radians(place.latitude), math.radians(place.longitude)
        return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)

    return 2 * 6371 * math.asin(math.dist(point(MIDDLE), point(each.place)) / 2)


def scores_of(documents: list[Document], query: SearchQuery) -> dict[str, float]:
    """What the words give each document that stands here, lifted by nothing."""
    bare = [replace(each, quality=0.0, published=None) for each in documents]
    with TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder))
        engine.rebuild(bare)
        return {hit.key: hit.score for hit in engine.search(ask(query.words, size=100)).hits}


def lift(each: Document, query: SearchQuery) -> float:
    """By how much boosts and care lift a document."""
    boosted = 1 + sum(boost.weight for boost in query.boosts if chosen(boost.selection, each))
    age = None if each.published is None else NOW - each.published
    return boosted * (lifts.lift(age, each.quality) if query.words else 1.0)


def hits_of(documents: list[Document], query: SearchQuery) -> dict[str, Document]:
    """What the question finds, by key."""
    found = scores_of(documents, query)
    return {
        each.key: each
        for each in documents
        if each.key in found
        and not any(chosen(selection, each) for selection in query.hidden)
        and (query.near is None or far(each) <= query.near.kilometres)
    }


def latest(moment: datetime | None) -> float:
    """Ascending, the latest first."""
    return math.inf if moment is None else -moment.timestamp()


def place_in_order(each: Document, query: SearchQuery, score: float) -> tuple[Any, ...]:
    """What the hits are sorted by."""
    orders: dict[str, Any] = {
        "relevance": (-score, latest(each.published)),
        "newest": latest(each.published),
        "soonest": math.inf if each.date is None else each.date.timestamp(),
        "title": each.title,
        "nearest": far(each),
    }
    return orders[query.sort], each.item_id


def in_two_steps(folder: Path, documents: list[Document]) -> TantivyEngine:
    """An engine with the documents in two segments of its index."""
    engine = TantivyEngine(folder)
    engine.rebuild(documents[::2])
    later = {each.item: [each] for each in documents[1::2]}
    engine.advance(lambda _position: Batch(later, Position(1)))
    return engine


def all_pages(engine: TantivyEngine, query: SearchQuery) -> Iterator[tuple[str, float]]:
    """Every hit's key and score, page by page."""
    page = 1
    while hits := engine.search(replace(query, page=page)).hits:
        yield from ((hit.key, hit.score) for hit in hits)
        page += 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=libraries(), query=questions)
def test_pages_and_counts_are_those_of_plain_python(
    documents: list[Document], query: SearchQuery
) -> None:
    plain = scores_of(documents, query)
    expected = hits_of(documents, query)
    with TemporaryDirectory() as folder:
        engine = in_two_steps(Path(folder), documents)
        found = list(all_pages(engine, query))
        result = engine.search(query)
    by_score = query.sort == "relevance"
    if by_score:
        for key, score in found:
            assert score == pytest.approx(plain[key] * lift(expected[key], query), abs=2e-3)
    given_scores = dict(found)
    ordered = sorted(
        expected.values(), key=lambda each: place_in_order(each, query, given_scores[each.key])
    )
    assert [key for key, _ in found] == [each.key for each in ordered]
    assert result.total == len(expected)
    assert dict(result.facets["type"]) == Counter(each.type for each in ordered)
    values = Counter(topic for each in ordered for topic in each.facets["topics"])
    assert dict(result.facets["topics"]) == values


def test_the_nearest_are_found_however_far_away_most_of_them_lie(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    around = [document(number, place=Place(57.3, 10.0)) for number in range(2, 31)]
    engine.rebuild([document(1, place=MIDDLE), *around])
    question = ask(sort="nearest", near=Near(56.0, 10.0, 200.0), size=2, now=NOW)
    found = engine.search(question)
    assert (numbers(found), found.total) == ([1, 2], 30)
