"""Opening hours: what is refused, and how they are said."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.sites.checks import check_hours
from cms.sites.hours import hours_in_words, one_sentence

WEEK = {
    "monday": [["09:00", "12:00"], ["13:00", "16:00"]],
    "tuesday": [["09:00", "12:00"], ["13:00", "16:00"]],
    "friday": [["09:00", "13:00"]],
}


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"monday": [["16:00", "09:00"]]}, "lukker"),
        ({"monday": [["09:00", "12:00"], ["11:00", "16:00"]]}, "lapper over"),
        ({"monday": [["ni", "ti"]]}, "skriv tiderne"),
        ({"monday": [["09:00"]]}, "skriv tiderne"),
        ({"monday": 7}, "skriv tiderne"),
        ({"mandag": [["09:00", "10:00"]]}, "ikke en ugedag"),
        (["09:00"], "hver dag"),
    ],
)
def test_wrong_hours_are_refused_with_the_day_and_the_reason(hours: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        check_hours(hours)


def test_days_with_the_same_hours_are_said_together() -> None:
    check_hours(WEEK)
    with override("da"):
        assert hours_in_words(WEEK) == [
            {"days": "Mandag til tirsdag", "times": "9.00–12.00, 13.00–16.00"},
            {"days": "Fredag", "times": "9.00–13.00"},
        ]
        assert one_sentence(WEEK).startswith("Mandag til tirsdag kl. 9.00–12.00")
        assert one_sentence({}) == ""


def test_a_closed_day_parts_two_runs() -> None:
    nine_to_ten = [["09:00", "10:00"]]
    lines = hours_in_words({"monday": nine_to_ten, "wednesday": nine_to_ten})
    assert len(lines) == 2
