"""Which times a plan makes: decisions without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS, MOST_TIMES = 366, 2000
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Plan:
    """Days (both ends included; weekdays from 0, Monday) and hours in Danish time; minutes."""

    first_day: date
    last_day: date
    weekdays: frozenset[int]
    from_time: time
    to_time: time
    minutes: int
    pause: int = 0

    def times(self) -> list[Span]:
        """Each time's beginning and end, in order; two thousand at the most."""
        found: list[Span] = []
        for number in range((self.last_day - self.first_day).days + 1):
            day = self.first_day + timedelta(days=number)
            if day.weekday() in self.weekdays:
                found += self._of_day(day)
            if len(found) >= MOST_TIMES:
                break
        return found[:MOST_TIMES]

    def _of_day(self, day: date) -> Iterator[Span]:
        """Counted by the clock on the wall, also on the days when it is moved."""
        moment, last = datetime.combine(day, self.from_time), datetime.combine(day, self.to_time)
        length = timedelta(minutes=self.minutes)
        while moment + length <= last:
            yield moment.replace(tzinfo=DENMARK), (moment + length).replace(tzinfo=DENMARK)
            moment += length + timedelta(minutes=self.pause)


def overlap(one: Span, other: Span) -> bool:
    """Whether somebody can't be at both."""
    return one[0] < other[1] and other[0] < one[1]
