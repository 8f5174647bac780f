"""Answers are checked against their declarations, stored in rows and read as facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.citizens.answers import InvalidAnswers, answers_of, save_answers
from cms.citizens.derivations import derive, whole_months
from cms.citizens.models import Answer, Citizen
from cms.personalisation.dates import months_before

TODAY = date(2026, 11, 22)


def test_answers_become_facts(karoline: Citizen) -> None:
    save_answers(
        karoline,
        {
            "birth_year": 1987,
            "unemployed_since": "2026-05-22",
            "looking_for": ["fulltime", "education"],
            "interests": ["transport"],
            "works_now": False,
            "education_level": "vocational",
        },
    )
    assert karoline.answers_as_facts(TODAY) == {
        "birth_year": Decimal(1987),
        "age": 39,
        "unemployed_since": date(2026, 5, 22),
        "months_unemployed": 6,
        "looking_for": frozenset({"fulltime", "education"}),
        "interests": frozenset({"transport"}),
        "works_now": "no",
        "education_level": "vocational",
    }


def test_nothing_known_is_no_facts(karoline: Citizen) -> None:
    assert karoline.answers_as_facts(TODAY) == {}


def test_a_new_answer_replaces_the_old_and_leaves_the_rest(karoline: Citizen) -> None:
    save_answers(karoline, {"looking_for": ["fulltime", "flexjob"], "birth_year": "1987"})
    save_answers(karoline, {"looking_for": ["internship"]})
    assert answers_of(karoline) == {"looking_for": ["internship"], "birth_year": [1987]}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_answer_removes(karoline: Citizen, nothing: Any) -> None:
    save_answers(karoline, {"looking_for": ["fulltime"]})
    save_answers(karoline, {"looking_for": nothing})
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("shoe_size", 42, "ikke et spørgsmål"),
        ("birth_yaer", 1987, "birth_year"),
        ("age", 39, "ikke et spørgsmål"),
        ("education_level", "doctor", "doctor"),
        ("education_level", ["master"], "ét svar"),
        ("looking_for", "fulltime", "liste"),
        ("looking_for", ["fulltime", "gold"], "gold"),
        ("looking_for", [["fulltime"]], "liste"),
        ("looking_for", [{}], "liste"),
        ("interests", ["no-such-industry"], "no-such-industry"),
        ("challenges", ["none", "reading"], "kun det ene"),
        ("birth_year", "nineteen", "helt tal"),
        ("birth_year", "1987.5", "helt tal"),
        ("birth_year", "١٩٨٧", "helt tal"),
        ("birth_year", "--1", "helt tal"),
        ("birth_year", True, "helt tal"),
        ("birth_year", "9" * 5000, "for langt"),
        ("birth_year", 1200, "mindst 1930"),
        ("birth_year", 3000, "højst 2015"),
        ("unemployed_since", "22/11 2026", "år-måned-dag"),
        ("unemployed_since", datetime(2026, 11, 22), "år-måned-dag"),
        ("language", "tlh", "tlh"),
        ("works_now", "maybe", "maybe"),
    ],
)
def test_what_is_not_declared_is_refused_and_nothing_is_saved(
    karoline: Citizen, name: str, value: Any, said: str
) -> None:
    with pytest.raises(InvalidAnswers) as caught:
        save_answers(karoline, {"education_field": "trade", name: value})
    assert list(caught.value.problems) == [name]
    assert said in caught.value.problems[name]
    assert not Answer.objects.exists()


def test_every_wrong_answer_is_told_at_once(karoline: Citizen) -> None:
    with pytest.raises(InvalidAnswers) as caught:
        save_answers(karoline, {"birth_year": "x", "shoe_size": 1, "works_now": "yes"})
    assert set(caught.value.problems) == {"birth_year", "shoe_size"}


def test_a_chosen_language_becomes_the_citizens(karoline: Citizen) -> None:
    save_answers(karoline, {"language": "ar"})
    karoline.refresh_from_db()
    assert karoline.language == "ar"


def test_what_is_no_longer_declared_is_no_fact(karoline: Citizen) -> None:
    Answer.objects.create(citizen=karoline, attribute="star_sign", choice="lion")
    assert karoline.answers_as_facts(TODAY) == {}


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-31", 2),
        ("2026-01-31", "2026-03-30", 1),
        ("2025-11-22", "2026-11-22", 12),
        ("2025-11-23", "2026-11-22", 11),
        ("2026-11-23", "2026-11-22", -1),
    ],
)
def test_whole_months(since: str, today: str, months: int) -> None:
    assert whole_months(date.fromisoformat(since), date.fromisoformat(today)) == months


@given(
    since=some.dates(date(1900, 1, 1)),
    today=some.dates(date(2000, 1, 1)),
    months=some.integers(0, 600),
)
def test_the_rules_count_months_alike(since: date, today: date, months: int) -> None:
    """Rules look for days before a limit in the database; the two ways must agree."""
    limit = months_before(today, months)
    assert (whole_months(since, today) >= months) == (since <= limit)


def test_what_cannot_be_derived_is_none() -> None:
    assert derive("months_since", "yesterday", TODAY) is None
    assert derive("years_since", None, TODAY) is None
