"""When something closes and how that is said, whatever the day: also where the clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.days_left import time_left
from cms.capabilities.expiry.rules import closing_moment, days_left, in_short, last_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_a_day_is_open_to_its_last_moment_and_no_longer(day: date) -> None:
    closes = closing_moment(day)
    assert closes is not None
    assert timezone.localdate(closes - timedelta(microseconds=1)) == day == last_day(closes)
    assert timezone.localdate(closes) == day + timedelta(days=1)
    assert days_left(closes, day) == 0


@given(DAYS, st.integers(-400, 400))
def test_what_is_said_never_fails_and_the_days_are_counted(day: date, ahead: int) -> None:
    closes = closing_moment(day)
    assert closes is not None
    assert days_left(closes, day - timedelta(days=ahead)) == ahead
    for language in ("da", "en", "ar", "ru"):
        with translation.override(language):
            assert in_short(closes, day - timedelta(days=ahead))
            said = time_left(days_left(closes, day - timedelta(days=ahead)))
            assert bool(said) == (0 <= ahead <= 7)


def test_a_moment_is_itself_and_nothing_is_nothing() -> None:
    moment = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert closing_moment(moment) == moment
    assert closing_moment(None) is None
    assert closing_moment(date.max) is None


@pytest.mark.parametrize(("ahead", "said"), [(0, "i dag"), (1, "i morgen"), (3, "4. december")])
def test_it_is_said_as_one_would(ahead: int, said: str) -> None:
    closes = closing_moment(date(2026, 12, 4))
    assert closes is not None
    with translation.override("da"):
        assert said in in_short(closes, date(2026, 12, 4) - timedelta(days=ahead))
