"""Periods as editors say them: whole days, both the first and the last one included."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.library.periods import Period

DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


def period_of(first: date | None, last: date | None) -> Period:
    """From the beginning of the first day to the end of the last."""
    return Period(_midnight(first), _midnight(last + DAY if last else None))


def days_of(period: Period) -> tuple[date | None, date | None]:
    """The first and the last day of a period."""
    last = None if period.end is None else timezone.localdate(period.end - MOMENT)
    return None if period.start is None else timezone.localdate(period.start), last


def said(taken: bool, period: Period) -> str:
    """`vises fra 1. december til og med 24. december`; empty without a limit."""
    first, last = days_of(period)
    days = {"first": _day(first), "last": _day(last)}
    if first and last:
        shown, hidden = (
            _("vises fra %(first)s til og med %(last)s"),
            _("vises ikke fra %(first)s til og med %(last)s"),
        )
    elif first:
        shown, hidden = _("vises fra %(first)s"), _("vises ikke fra %(first)s")
    elif last:
        shown, hidden = _("vises til og med %(last)s"), _("vises ikke til og med %(last)s")
    else:
        return ""
    return (shown if taken else hidden) % days


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))


def _day(day: date | None) -> str:
    """The year is said where it isn't this one."""
    if day is None:
        return ""
    return date_format(day, "j. F" if day.year == timezone.localdate().year else "j. F Y")
