"""Questions check themselves: what people type is tidied, what programs send wrongly is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cms.search.document import Document
from cms.search.errors import DocumentError, QueryError
from cms.search.query import WORDS_LENGTH, Boost, Near, Selection, tidy_words
from tests.search.examples import ask

SELECTION = Selection(keys=frozenset({"course:1"}))


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("municipality", {"municipality": ""}),
        ("page", {"page": 0}),
        ("page", {"page": 501, "size": 20}),
        ("size", {"size": 0}),
        ("size", {"size": 101}),
        ("sort", {"sort": "best"}),
        ("sort", {"sort": "nearest"}),
        ("topics", {"filters": {"topics": "x"}}),
        ("topics", {"filters": {"topics": [1]}}),
        ("facets", {"facets": tuple(map(str, range(31)))}),
        ("hidden", {"hidden": (SELECTION,) * 201}),
    ],
)
def test_a_wrong_question_names_the_field_and_the_way_out(
    field: str, parts: dict[str, Any]
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(**parts)
    assert caught.value.field == field
    assert caught.value.way_out
    assert str(caught.value).startswith(field)


def test_a_selection_of_nothing_is_refused() -> None:
    with pytest.raises(QueryError, match="empty"):
        Selection(terms={"topics": frozenset()}, without=(SELECTION,))


@pytest.mark.parametrize("weight", [0, -1, 101, float("nan"), float("inf")])
def test_boosts_have_limits(weight: float) -> None:
    with pytest.raises(QueryError, match="boosts"):
        Boost(SELECTION, weight)


@pytest.mark.parametrize("place", [(91, 0, 5), (0, 181, 5), (0, 0, 0), (float("nan"), 0, 1)])
def test_places_have_limits(place: tuple[float, float, float]) -> None:
    with pytest.raises(QueryError, match="near"):
        Near(*place)


def test_typed_words_are_tidied_not_refused() -> None:
    assert tidy_words("  dansk\x00\tkursus\ud800\n ") == "dansk kursus"
    assert len(ask("x" * 10_000).words) == WORDS_LENGTH
    assert (ask("?! 😀").words, ask("C++ ?").words, ask("₂ م").words) == ("", "C++ ?", "₂ م")


def test_equal_questions_have_equal_hashes() -> None:
    same: dict[str, Any] = {"hidden": (SELECTION,), "now": datetime(2026, 11, 22, tzinfo=UTC)}
    first = ask("dansk", filters={"a": {"x"}, "b": {"y"}}, **same)
    other = ask(" dansk ", filters={"b": {"y"}, "a": {"x"}, "c": ()}, **same)
    assert first == other
    assert hash(first) == hash(other)


def test_documents_name_what_is_wrong_with_them() -> None:
    parts: dict[str, Any] = {"type": "course", "item_id": 1, "language": "da", "title": "Titel"}
    with pytest.raises(DocumentError, match=r"article:1.*course:1"):
        Document(key="article:1", **parts)
    with pytest.raises(DocumentError, match="time zone"):
        Document(key="course:1", date=datetime(2026, 1, 1), **parts)
