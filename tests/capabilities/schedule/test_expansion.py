"""What our plan says, other people's libraries read out of our calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import recurring_ical_events
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cms.capabilities.schedule.calendar_file import Entry, calendar_file
from cms.capabilities.schedule.rules import COPENHAGEN, Change, Plan, rule_of, times

PUBLISHED = datetime(2026, 8, 1, tzinfo=UTC)
FIRST = datetime(2026, 1, 1, tzinfo=COPENHAGEN)
# Over both changes of the hour, 29 March and 25 October 2026, and those of the year after.
HORIZON = datetime(2027, 12, 1, tzinfo=UTC)
REPEATS = ("", "weekly", "fortnightly", "monthly_weekday", "monthly_date", "weekdays")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    day = FIRST + timedelta(days=draw(st.integers(0, 364)))
    # Nobody meets between two and three at night, where the changing hour is missing or doubled.
    hour, minute = draw(st.integers(4, 22)), draw(st.sampled_from([0, 15, 59]))
    starts = day.replace(hour=hour, minute=minute)
    length = draw(st.one_of(st.none(), st.integers(1, 300)))
    ends = starts.astimezone(UTC) + timedelta(minutes=length) if length else None
    repeats = draw(st.sampled_from(REPEATS))
    end = draw(st.sampled_from(["", "until", "count"])) if repeats else ""
    until = starts.date() + timedelta(days=draw(st.integers(0, 500))) if end == "until" else None
    count = draw(st.integers(1, 60)) if end == "count" else None
    plan = Plan(starts, ends, repeats, until, count)
    planned = list(times(plan, starts.astimezone(UTC), HORIZON))[:40]
    chosen = draw(st.lists(st.sampled_from(planned), unique_by=lambda one: one.day, max_size=4))
    return Plan(starts, ends, repeats, until, count, tuple(_change(draw, t.day) for t in chosen))


def _change(draw: st.DrawFn, day: date) -> Change:
    if draw(st.booleans()):
        return Change(day, note="Syg")
    moved = datetime(day.year, day.month, day.day, 9, tzinfo=COPENHAGEN)
    moved += timedelta(days=draw(st.integers(-5, 5)), hours=draw(st.integers(0, 9)))
    return Change(day, moved, moved + timedelta(minutes=draw(st.integers(1, 90))))


def read_by_others(data: bytes) -> list[tuple[datetime, datetime, bool]]:
    found = recurring_ical_events.of(Calendar.from_ical(data)).between(
        FIRST - timedelta(days=10), HORIZON - timedelta(days=20)
    )
    return sorted(
        (
            event.start.astimezone(UTC),
            event.end.astimezone(UTC),
            str(event["STATUS"]) == "CANCELLED",
        )
        for event in found
    )


@given(plans())
@example(Plan(datetime(2026, 1, 31, 10, tzinfo=COPENHAGEN), None, "monthly_date"))
@example(Plan(datetime(2026, 1, 29, 10, tzinfo=COPENHAGEN), None, "monthly_weekday"))
@example(Plan(datetime(2026, 1, 31, 10, tzinfo=COPENHAGEN), None, "weekdays", count=9))
# Ten at night to three, over the nights when the clock changes.
@example(
    Plan(
        datetime(2026, 2, 28, 22, tzinfo=COPENHAGEN),
        datetime(2026, 3, 1, 3, tzinfo=COPENHAGEN),
        "weekly",
    )
)
@settings(max_examples=150, deadline=None)
def test_others_read_the_times_that_we_show(plan: Plan) -> None:
    data = calendar_file([Entry("one@example", "Webinar", plan, PUBLISHED)], "Webinar")
    ours = sorted(
        (time.starts, time.ends or time.starts, time.is_cancelled)
        for time in times(plan, plan.starts.astimezone(UTC), HORIZON)
        if time.starts < HORIZON - timedelta(days=20)
    )
    assert read_by_others(data) == ours


@given(plans())
@settings(max_examples=100, deadline=None)
def test_the_clock_on_the_wall_never_moves(plan: Plan) -> None:
    found = [time.planned for time in times(plan, plan.starts.astimezone(UTC), HORIZON)]
    wall = plan.starts.astimezone(COPENHAGEN).time()
    assert all(one.astimezone(COPENHAGEN).time() == wall for one in found)
    assert found[0] == plan.starts
    assert all(a < b for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("repeats", "rule"),
    [
        ("", ""),
        ("weekly", "FREQ=WEEKLY;BYDAY=TH"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("monthly_weekday", "FREQ=MONTHLY;BYDAY=2TH"),
        ("monthly_date", "FREQ=MONTHLY;BYMONTHDAY=8"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ],
)
def test_what_editors_choose_is_a_rule(repeats: str, rule: str) -> None:
    assert rule_of(Plan(datetime(2026, 10, 8, 10, tzinfo=COPENHAGEN), None, repeats)) == rule


def test_the_last_day_counts_and_what_has_no_such_day_is_left_out() -> None:
    starts = datetime(2026, 1, 31, 10, tzinfo=COPENHAGEN)
    plan = Plan(starts, None, "monthly_date", until=date(2026, 5, 31))
    days = [time.day.isoformat() for time in times(plan, starts, HORIZON)]
    assert days == ["2026-01-31", "2026-03-31", "2026-05-31"]


@pytest.mark.parametrize(
    ("evening", "hours"), [(date(2026, 3, 21), 5), (date(2026, 3, 28), 4), (date(2026, 10, 24), 6)]
)
def test_a_night_is_over_at_three_on_the_wall(evening: date, hours: int) -> None:
    """Also the nights when the clock changes, and when such a night's time is moved an hour."""
    starts = datetime(2026, 2, 28, 22, tzinfo=COPENHAGEN)
    later = datetime(evening.year, evening.month, evening.day, 23, tzinfo=COPENHAGEN)
    plan = Plan(starts, datetime(2026, 3, 1, 3, tzinfo=COPENHAGEN), "weekly")
    for changes, lasts, over in (((), hours, 3), ((Change(evening, later),), hours, 4)):
        found = times(replace(plan, changes=changes), starts, HORIZON)
        [time] = [time for time in found if time.day == evening]
        assert time.ends is not None
        assert time.ends.astimezone(COPENHAGEN).hour == over
        assert time.ends - time.starts == timedelta(hours=lasts)
