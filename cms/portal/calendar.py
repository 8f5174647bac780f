"""The calendar: which days are shown, and what happens on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.capabilities.pieces import Appointment
from cms.plans.models import Activity
from cms.portal.widgets import Cards

LIST, WEEK, MONTH = "liste", "uge", "maaned"
VIEW, DAY = "vis", "dag"
WEEK_DAYS = 7
LIST_DAYS = 28
# What lies further away than this is in nobody's calendar.
FURTHEST = timedelta(days=10 * 366)


@dataclass(frozen=True)
class Span:
    """What a calendar page shows: the view, the day it was asked for, and its days."""

    view: str
    day: date
    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The first moment."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Every day, in order."""
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(count)]

    @property
    def heading(self) -> str:
        """Which days, in words."""
        if self.view == MONTH:
            return capfirst(date_format(self.day, _("F Y")))
        if self.view == WEEK:
            return _("Uge %(week)s, %(year)s") % {
                "week": self.first.isocalendar().week,
                "year": self.first.isocalendar().year,
            }
        return _("%(first)s til %(last)s") % {
            "first": capfirst(date_format(self.first, _("j. F"))),
            "last": date_format(self.last, _("j. F Y")),
        }

    def neighbour(self, step: int) -> date:
        """A day in the span before (-1) or after (1)."""
        return self.first - timedelta(days=1) if step < 0 else self.last + timedelta(days=1)


def asked_for(query: QueryDict, today: date) -> Span:
    """The days an address asks for; nonsense is the list from today."""
    view = query.get(VIEW, LIST)
    return span_of(view if view in (WEEK, MONTH) else LIST, _day(query.get(DAY, ""), today))


def span_of(view: str, day: date) -> Span:
    """The days of a view around a day; a month is shown in whole weeks."""
    if view == WEEK:
        first = _monday(day)
        return Span(view, day, first, first + timedelta(days=WEEK_DAYS - 1))
    if view == MONTH:
        next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = _monday(next_month - timedelta(days=1)) + timedelta(days=WEEK_DAYS - 1)
        return Span(view, day, _monday(day.replace(day=1)), last)
    return Span(view, day, day, day + timedelta(days=LIST_DAYS - 1))


def drawn_days(
    span: Span,
    found: Iterable[Appointment],
    cards: Cards,
    today: date,
    steps: Iterable[Activity] = (),
) -> list[dict[str, Any]]:
    """Every day with what happens on it; what has no card is not on the shelf here.

    `steps` are the plan's: each stands on its first day, before what has a time.
    """
    by_day: dict[date, list[dict[str, Any]]] = {}
    for step in steps:
        if step.starts_on:
            by_day.setdefault(step.starts_on, []).append(_step(step, step.starts_on))
    for one in found:
        if one.item_id in cards:
            entry = _entry(one, cards[one.item_id])
            by_day.setdefault(timezone.localdate(one.starts), []).append(entry)
    return [_drawn(day, span, by_day.get(day, []), today) for day in span.days]


def weeks_of(days: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The days of a month by week."""
    return [
        {
            "number": days[start]["date"].isocalendar().week,
            "days": days[start : start + WEEK_DAYS],
        }
        for start in range(0, len(days), WEEK_DAYS)
    ]


def weekday_names(span: Span) -> list[str]:
    """The columns of a month."""
    return [date_format(day, "l") for day in span.days[:WEEK_DAYS]]


def _drawn(day: date, span: Span, entries: list[dict[str, Any]], today: date) -> dict[str, Any]:
    return {
        "date": day,
        "name": capfirst(date_format(day, _("l j. F"))),
        "number": day.day,
        "is_today": day == today,
        "is_other_month": span.view == MONTH and day.month != span.day.month,
        "entries": entries,
    }


def _entry(one: Appointment, card: dict[str, Any]) -> dict[str, Any]:
    starts = timezone.localtime(one.starts)
    return {
        "starts": starts,
        "time": date_format(starts, _("G.i")),
        "title": card["title"],
        "language": card["language"],
        "url": card["url"],
        "kind": card["kind"],
        "place": one.place,
        "is_cancelled": one.is_cancelled,
        "is_moved": one.is_moved,
        "note": one.note,
    }


def _step(step: Activity, day: date) -> dict[str, Any]:
    return {
        "starts": _midnight(day),
        "time": _("Din plan"),
        "title": step.title,
        "url": f"{reverse('portal:plan')}#aktivitet-{step.pk}",
        "place": step.with_whom,
    }


def _day(text: str, today: date) -> date:
    try:
        day = parse_date(text) or today
    except ValueError:
        return today
    return day if abs(day - today) < FURTHEST else today


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
