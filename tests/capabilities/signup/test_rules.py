"""What is asked, and until when one can change one's mind: without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cms.capabilities.questions import (
    LONGEST_ANSWER,
    MissingAnswer,
    Question,
    WrongAnswer,
    answers_to,
    choices_in,
)
from cms.capabilities.signup.rules import Seating

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = [Question(7, "Hvad spiser du?", "choice", ("Fisk", "Kød"), required=True)]


def test_answers_are_paired_with_their_questions() -> None:
    asked = [*ASKED, Question(9, "Andet?")]
    assert answers_to(asked, {7: "Fisk", 9: "  ", 11: "x"}) == [["Hvad spiser du?", "Fisk"]]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({}, MissingAnswer), ({7: " "}, MissingAnswer), ({7: "Frugt"}, WrongAnswer)],
)
def test_what_is_no_answer(given: dict[int, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        answers_to(ASKED, given)


def test_an_answer_has_an_end() -> None:
    with pytest.raises(WrongAnswer):
        answers_to([Question(1, "Andet?")], {1: "x" * (LONGEST_ANSWER + 1)})


def test_choices_are_lines() -> None:
    assert choices_in(" Fisk \n\nKød\nFisk") == ("Fisk", "Kød")


@pytest.mark.parametrize(
    ("until", "has_seat", "may"),
    [
        (None, True, True),
        (NOW, True, True),
        (NOW - timedelta(seconds=1), True, False),
        (NOW - timedelta(seconds=1), False, True),
    ],
)
def test_the_last_day_to_cancel(until: datetime | None, has_seat: bool, may: bool) -> None:
    assert Seating(1, 1, 0, None, until).may_cancel(NOW, has_seat) is may


def test_closed_is_closed() -> None:
    assert not Seating(None, 0, 0, None, is_closed=True).is_open(NOW)
