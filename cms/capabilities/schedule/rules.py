"""When something happens: from a plan to its times. Decisions without a database.

All is reckoned on the Danish clock, so that ten o'clock stays ten o'clock when summer time ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = DAYS[:5]
# The fifth of a weekday isn't in every month: what falls there is held on the month's last.
LAST_WEEK = 5


@dataclass(frozen=True)
class Change:
    """One time that is not as planned: on `day` of the plan; without `starts` it is cancelled."""

    day: date
    starts: datetime | None = None
    ends: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """When the first time begins and ends, how it repeats, and what was changed.

    `repeats` is one of `Repeats`, or empty; it goes on to `until` (that day too), or `count` times
    in all, the first one counted.
    """

    starts: datetime
    ends: datetime | None = None
    repeats: str = ""
    until: date | None = None
    count: int | None = None
    changes: Sequence[Change] = field(default=())


@dataclass(frozen=True)
class Time:
    """One time: `planned` is when the plan says, `starts` when it is; moments are aware."""

    planned: datetime
    starts: datetime
    ends: datetime | None = None
    note: str = ""
    is_cancelled: bool = False

    @property
    def day(self) -> date:
        """The planned Danish day: a plan has one time a day at most, so it names the time."""
        return self.planned.astimezone(COPENHAGEN).date()


def rule_of(plan: Plan) -> str:
    """The plan's recurrence as iCalendar says it (RFC 5545), or an empty text."""
    start = plan.starts.astimezone(COPENHAGEN)
    weekday = DAYS[start.weekday()]
    week = (start.day - 1) // 7 + 1
    place = -1 if week == LAST_WEEK else week
    parts = {
        "weekly": f"FREQ=WEEKLY;BYDAY={weekday}",
        "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        "monthly_weekday": f"FREQ=MONTHLY;BYDAY={place}{weekday}",
        "monthly_date": f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        "weekdays": f"FREQ=WEEKLY;BYDAY={','.join(_working_days(weekday))}",
    }
    text = parts.get(plan.repeats, "")
    return f"{text}{_limit(plan)}" if text else ""


def times(plan: Plan, since: datetime, until: datetime) -> Iterator[Time]:
    """The times planned between two moments, in the plan's order, with what was changed."""
    changes = {change.day: change for change in plan.changes}
    for planned in _planned(plan, since, until):
        time_ = Time(planned, planned, _end(plan, planned))
        change = changes.get(time_.day)
        yield _changed(plan, time_, change) if change else time_


def _planned(plan: Plan, since: datetime, until: datetime) -> Iterator[datetime]:
    rule = rule_of(plan)
    if not rule:
        if since <= plan.starts <= until:
            yield plan.starts.astimezone(UTC)
        return
    # The clock on the wall repeats; what it means in the world is decided day by day.
    wall_rule = f"{rule.partition(';UNTIL')[0]}{_wall_limit(plan)}"
    for found in rrulestr(wall_rule, dtstart=_on_the_wall(plan.starts)):
        moment = found.replace(tzinfo=COPENHAGEN).astimezone(UTC)
        if moment > until:
            return
        if moment >= since:
            yield moment


def _end(plan: Plan, starts: datetime) -> datetime | None:
    """When what starts then is over: at the plan's hour, also the night that the clock changes."""
    if not plan.ends or plan.ends <= plan.starts:
        return None
    on_the_wall = _on_the_wall(starts) + (_on_the_wall(plan.ends) - _on_the_wall(plan.starts))
    ends = on_the_wall.replace(tzinfo=COPENHAGEN).astimezone(UTC)
    # Within the hour that is missing or doubled the clock may say an end before the start.
    return ends if ends > starts else starts + (plan.ends - plan.starts)


def _on_the_wall(moment: datetime) -> datetime:
    return moment.astimezone(COPENHAGEN).replace(tzinfo=None)


def _changed(plan: Plan, planned: Time, change: Change) -> Time:
    if change.starts is None:
        return Time(planned.planned, planned.starts, planned.ends, change.note, is_cancelled=True)
    starts = change.starts.astimezone(UTC)
    return Time(planned.planned, starts, change.ends or _end(plan, starts), change.note)


def _working_days(first: str) -> list[str]:
    """Monday to Friday, and the day of the first time, which always counts."""
    return [day for day in DAYS if day in WORKING_DAYS or day == first]


def _limit(plan: Plan) -> str:
    if plan.until:
        return f";UNTIL={_end_of(plan.until).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f";COUNT={plan.count}" if plan.count else ""


def _wall_limit(plan: Plan) -> str:
    return f";UNTIL={_end_of(plan.until):%Y%m%dT%H%M%S}" if plan.until else ""


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), COPENHAGEN)
