"""Counting months back agrees with counting months between, on every day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.citizens.derivations import whole_months
from cms.personalisation.dates import months_before

DAYS = some.dates(date(1930, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 1, 15), -1, date(2026, 2, 15)),
        (date(2026, 1, 15), 100_000, date.min),
    ],
)
def test_months_before(today: date, months: int, day: date) -> None:
    assert months_before(today, months) == day


@given(since=DAYS, today=DAYS, months=some.integers(0, 2000))
def test_at_least_so_many_months_is_on_or_before_a_day(
    since: date, today: date, months: int
) -> None:
    assert (whole_months(since, today) >= months) == (since <= months_before(today, months))
