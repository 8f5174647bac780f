"""What every engine does with newness, quality and dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cms.search import lifts
from cms.search.document import Document, Span
from cms.search.errors import DocumentError, QueryError
from tests.search.conftest import Indexed
from tests.search.examples import ask, document, documents, numbers

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def days(count: float) -> timedelta:
    """A number of days."""
    return timedelta(days=count)


def test_the_newer_of_two_alike_comes_first_and_scores_as_said(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Ens", published=NOW - days(900)),
            document(2, "Ens", published=NOW),
            document(3, "Ens"),
        ]
    )
    result = engine.search(ask("ens", now=NOW))
    assert numbers(result) == [2, 1, 3]
    newest, old, undated = (hit.score for hit in result.hits)
    assert newest / undated == pytest.approx(1 + lifts.NEWNESS, rel=1e-3)
    assert old / undated == pytest.approx(1 + lifts.NEWNESS / 32, rel=1e-3)


def test_the_better_made_of_two_alike_comes_first(indexed: Indexed) -> None:
    engine = indexed([document(1, "Ens", quality=0.2), document(2, "Ens", quality=1.0)])
    result = engine.search(ask("ens", now=NOW))
    assert numbers(result) == [2, 1]
    better, worse = (hit.score for hit in result.hits)
    assert better / worse == pytest.approx(lifts.lift(None, 1) / lifts.lift(None, 0.2), rel=1e-3)


def test_newness_and_quality_never_outdo_what_fits_better(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Svejsning"),
            document(2, "Andet", "Lidt svejsning.", quality=1.0, published=NOW),
        ]
    )
    assert numbers(engine.search(ask("svejsning", now=NOW))) == [1, 2]


def test_without_words_quality_does_not_order(indexed: Indexed) -> None:
    engine = indexed([document(1), document(2, quality=1.0)])
    assert numbers(engine.search(ask(now=NOW))) == [1, 2]


def test_pages_of_lifted_hits_join_without_gap(indexed: Indexed) -> None:
    engine = indexed(
        [document(number, "Ens titel", quality=number % 7 / 7) for number in range(1, 301)]
    )
    whole = [
        number
        for page in (1, 2, 3)
        for number in numbers(engine.search(ask("titel", size=100, page=page, now=NOW)))
    ]
    assert whole == sorted(range(1, 301), key=lambda number: (-(number % 7), number))
    assert numbers(engine.search(ask("titel", size=7, page=2, now=NOW))) == whole[7:14]


def test_only_what_happens_within_the_dates_is_found(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, date=NOW),
            document(2, date=NOW + days(3)),
            document(3, date=NOW + days(7)),
            document(4),
        ]
    )
    week = Span(NOW, NOW + days(7))
    assert numbers(engine.search(ask(during=week))) == [1, 2]
    assert numbers(engine.search(ask(during=Span(NOW + days(1))))) == [2, 3]
    assert numbers(engine.search(ask(during=Span(end=NOW + days(1))))) == [1]
    counted = engine.search(ask(during=week, facets=("type",)))
    assert counted.facets["type"] == (("course", 2),)


def test_dates_that_cannot_be_are_refused() -> None:
    with pytest.raises(QueryError, match="during: it ends before it begins"):
        ask(during=Span(NOW, NOW))
    with pytest.raises(QueryError, match="time zone"):
        ask(during=Span(datetime(2026, 5, 1)))


def test_quality_outside_its_scale_is_refused() -> None:
    with pytest.raises(DocumentError, match="quality"):
        document(1, quality=1.5)


def test_what_comes_out_later_is_as_new_as_can_be() -> None:
    assert lifts.lift(days(-5), 0) == lifts.lift(days(0), 0) == 1 + lifts.NEWNESS
    assert lifts.lift(None, 1) == 1 + lifts.QUALITY
    assert lifts.lift(days(0), 1) == lifts.HIGHEST
    made: Document = documents("Et")[0]
    assert made.quality == 0.0
