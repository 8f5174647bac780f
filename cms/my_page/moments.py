"""What happens to a citizen in the coming days: appointments, the plan's days, last days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cms.capabilities.registry import all_capabilities
from cms.library.registry import item_models
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
    keys = {
        engagement.item_id
        for name, capability in all_capabilities().items()
        if capability.makes_appointments
        for engagement in asking.engagements[name]
    }
    for model in item_models().values() if keys else ():
        times, places = (
            model.declaration.fields_of("date_time"),
            model.declaration.fields_of("place"),
        )
        if not times:
            continue
        starts = next(iter(times))
        columns = ["pk", starts, *list(places)[:1]]
        shelf = model.objects.on_shelf_of(asking.viewer.here).filter(
            pk__in=keys, **{f"{starts}__date__gte": first, f"{starts}__date__lte": last}
        )
        for key, moment, *place in shelf.values_list(*columns):
            at = timezone.localtime(moment)
            yield Moment(at.date(), "appointment", at, key, place=place[0] if place else "")


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
