"""When something closes, and how that is said: decisions without a database."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def closing_moment(said: date | datetime | None) -> datetime | None:
    """The first moment that is too late: a day counts to its end, in Danish time."""
    if said is None or isinstance(said, datetime):
        return said
    if said == date.max:
        return None
    return timezone.make_aware(datetime.combine(said + timedelta(days=1), time.min))


def last_day(closes_at: datetime) -> date:
    """The last day on which it is open."""
    return timezone.localdate(closes_at - timedelta(microseconds=1))


def days_left(closes_at: datetime, today: date) -> int:
    """Days until the last day: 0 on it, below 0 after it."""
    return (last_day(closes_at) - today).days


def in_short(closes_at: datetime, today: date) -> str:
    """For a card: `Sidste dag: i morgen`, `Sidste dag: 4. december`."""
    left = days_left(closes_at, today)
    if left == 0:
        return _("Sidste dag: i dag")
    if left == 1:
        return _("Sidste dag: i morgen")
    return _("Sidste dag: %(day)s") % {"day": _day(last_day(closes_at), today)}


def _day(day: date, today: date) -> str:
    """The day in the reader's language; the year only where it is another one."""
    return date_format(day, _("j. F") if day.year == today.year else _("j. F Y"))
