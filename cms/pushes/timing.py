"""When a message may go out: quiet hours and digests, in Danish time. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from cms.pushes.models import Rhythm

WEEK = 7


@dataclass(frozen=True)
class Quiet:
    """The hours in which nobody is disturbed; from and to are whole hours, equal means never."""

    from_hour: int
    to_hour: int

    def holds_at(self, moment: datetime) -> bool:
        """Whether it is quiet then."""
        hour = timezone.localtime(moment).hour
        if self.from_hour <= self.to_hour:
            return self.from_hour <= hour < self.to_hour
        return hour >= self.from_hour or hour < self.to_hour

    def after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it lies in."""
        if not self.holds_at(moment):
            return moment
        return next_at(moment, self.to_hour)


def next_at(moment: datetime, hour: int) -> datetime:
    """The next time that the clock in Denmark strikes the hour, strictly after the moment."""
    local = timezone.localtime(moment)
    # Built of day and hour each time: across a change of clock a day has not 24 hours.
    at = _at(local, 0, hour)
    return at if at > moment else _at(local, 1, hour)


def next_digest(moment: datetime, rhythm: str, hour: int, weekday: int) -> datetime:
    """The next time that gathered messages go out. A digest can't be asked for "never"."""
    at = next_at(moment, hour)
    if rhythm == Rhythm.WEEKLY:
        days = (weekday - timezone.localtime(at).weekday()) % WEEK
        at = _at(timezone.localtime(at), days, hour)
    return at


def start_of_day(moment: datetime) -> datetime:
    """Midnight in Denmark before the moment."""
    return _at(timezone.localtime(moment), 0, 0)


def _at(local: datetime, days: int, hour: int) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
