"""Activities of a plan as citizens read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.plans.models import Activity, Side, State


def step_of(step: Activity, today: date) -> dict[str, Any]:
    """A line among the steps: what, when and with whom."""
    is_done = step.state == State.DONE
    said = [when(step, today), with_whom(step)]
    return {
        "title": step.title,
        "text": _("Klaret") if is_done else " · ".join(one for one in said if one),
        "url": f"{reverse('portal:plan')}#aktivitet-{step.pk}",
        "state": "done" if is_done else "",
    }


def when(step: Activity, today: date) -> str:
    """The day or the period, in words; nothing where there is none."""
    if step.starts_on is None:
        return ""
    if step.ends_on and step.ends_on != step.starts_on:
        return _("Fra %(first)s til %(last)s") % {
            "first": date_format(step.starts_on, _("j. F")),
            "last": date_format(step.ends_on, _("j. F")),
        }
    day = spoken_day(step.starts_on, today)
    # What one meets somebody for happens on its day, neither before nor after.
    is_deadline = step.is_duty and not step.with_whom
    return _("Senest %(day)s") % {"day": day} if is_deadline else capfirst(day)


def spoken_day(day: date, today: date) -> str:
    """Today, tomorrow, or the day's name and date."""
    match (day - today).days:
        case 0:
            return _("i dag")
        case 1:
            return _("i morgen")
    return date_format(day, _("l j. F"))


def with_whom(step: Activity) -> str:
    """Together with whom, where that is said."""
    return _("sammen med %(whom)s") % {"whom": step.with_whom} if step.with_whom else ""


def by_whom(side: str) -> str:
    """Who wrote something, said to the citizen."""
    return _("Du skrev det") if side == Side.CITIZEN else _("Jobcenteret skrev det")


def state_badge(step: Activity) -> dict[str, str]:
    """How far it has come, in a word."""
    badges = {
        State.WANTED: {"text": _("Dit ønske"), "kind": "third"},
        State.AGREED: {"text": _("Aftalt"), "kind": ""},
        State.DONE: {"text": _("Klaret"), "kind": "done"},
        State.DROPPED: {"text": _("Droppet"), "kind": ""},
    }
    return badges[State(step.state)]
