"""Which times a plan makes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.slots.rules import MOST_TIMES, Plan, overlap

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
HOURS = st.times(time(0), time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))


@given(
    first=DAYS,
    length=st.integers(0, 40),
    weekdays=st.frozensets(st.integers(0, 6)),
    begins=HOURS,
    ends=HOURS,
    minutes=st.integers(5, 120),
    pause=st.integers(0, 60),
)
def test_times_lie_in_the_plan_and_never_meet(
    first: date,
    length: int,
    weekdays: frozenset[int],
    begins: time,
    ends: time,
    minutes: int,
    pause: int,
) -> None:
    plan = Plan(first, first + timedelta(days=length), weekdays, begins, ends, minutes, pause)
    times = plan.times()
    assert len(times) <= MOST_TIMES
    assert times == sorted(times)
    for start, end in times:
        assert start.weekday() in weekdays
        assert begins <= start.time() and end.time() <= ends
        assert end.replace(tzinfo=None) - start.replace(tzinfo=None) == timedelta(minutes=minutes)
    for before, after in pairwise(times):
        assert not overlap(before, after)


def test_nine_is_nine_on_the_wall_also_when_the_clock_is_moved() -> None:
    days = (date(2026, 3, 28), date(2026, 3, 29))
    plan = Plan(*days, frozenset(range(7)), time(9), time(9, 15), 15)
    assert [start.astimezone(UTC) for start, _end in plan.times()] == [
        datetime(2026, 3, 28, 8, tzinfo=UTC),
        datetime(2026, 3, 29, 7, tzinfo=UTC),
    ]
