"""What happens to a citizen in the coming days: appointments, the plan's days, last days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.capabilities.appointments import appointments_of
from cms.capabilities.registry import all_capabilities
from cms.my_page.asking import Asking
from cms.plans.models import Activity


@dataclass(frozen=True)
class Moment:
    """Something on a day, perhaps at a time: an item (by key) or words of its own.

    `kind` is "appointment", "plan" or "deadline".
    """

    day: date
    kind: str
    at: datetime | None = None
    item_id: int | None = None
    title: str = ""
    place: str = ""


def moments(asking: Asking, first: date, days: int) -> list[Moment]:
    """Everything on these days, in order."""
    last = first + timedelta(days=days - 1)
    found = [
        *_appointments(asking, first, last),
        *_of_plan(asking, first, last),
        *_deadlines(asking, first, last),
    ]
    return sorted(found, key=lambda one: (one.day, one.at is None, one.at or timezone.now()))


def _appointments(asking: Asking, first: date, last: date) -> Iterator[Moment]:
    """Where the citizen is expected; what is cancelled is told, so that nobody goes in vain."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, time.min))
        for day in (first, last + timedelta(days=1))
    )
    found = appointments_of(asking.citizen, asking.viewer.here, begin, end, asking.engagements)
    for one in found:
        at = timezone.localtime(one.starts)
        place = _("Aflyst") if one.is_cancelled else one.place
        yield Moment(at.date(), "appointment", at, one.item_id, place=place)


def _of_plan(asking: Asking, first: date, last: date) -> Iterator[Moment]:
    for step in asking.plan.ahead:
        day = day_of(step, first)
        if day is not None and first <= day <= last:
            title = step.title
            yield Moment(day, "plan", None, None, title, step.with_whom)


def day_of(step: Activity, today: date) -> date | None:
    """The day that matters now: the first, or today while a period runs."""
    if step.starts_on is None:
        return None
    is_running = step.starts_on <= today <= (step.last_day or step.starts_on)
    return today if is_running else step.starts_on


def _deadlines(asking: Asking, first: date, last: date) -> Iterator[Moment]:
    for saved in asking.favourites:
        if saved.deadline is not None and first <= saved.deadline <= last:
            yield Moment(saved.deadline, "deadline", None, saved.item_id)
    for one in all_capabilities().values():
        for key, day in one.last_days(asking.citizen).items():
            if first <= day <= last:
                yield Moment(day, "deadline", None, key)
