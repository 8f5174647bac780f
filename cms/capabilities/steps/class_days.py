"""Days to be there, as times in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cms.capabilities.pieces import Appointment
from cms.capabilities.steps.reading import syllabuses_of
from cms.capabilities.steps.services import walks_of
from cms.capabilities.steps.syllabus import CLASS_DAY, Step, Syllabus
from cms.citizens.models import Citizen
from cms.library.models import Item


def of_items(
    items: Sequence[Item], since: datetime, until: datetime
) -> dict[int, list[Appointment]]:
    """The items' class days between two moments, by primary key, in order."""
    syllabuses = syllabuses_of(items)
    return {item.pk: _days(item, syllabuses[item.pk], since, until) for item in items}


def _days(item: Item, syllabus: Syllabus, since: datetime, until: datetime) -> list[Appointment]:
    days = [_appointment(item, step) for step in syllabus.steps if step.kind == CLASS_DAY]
    within = [one for one in days if one.starts < until and (one.ends or one.starts) >= since]
    return sorted(within, key=lambda one: one.starts)


def of_citizen(citizen: Citizen, since: datetime, until: datetime) -> Sequence[Appointment]:
    """The class days of what the citizen is taking, of items still on the shelf."""
    keys = [walk.item_id for walk in walks_of(citizen)]
    items = list(Item.objects.on_shelf_of(citizen.municipality).filter(pk__in=keys))
    found = [one for days in of_items(items, since, until).values() for one in days]
    return sorted(found, key=lambda one: one.starts)


def _appointment(item: Item, step: Step) -> Appointment:
    said = step.content
    return Appointment(
        item_id=item.pk,
        key=f"{item.pk}-{step.id}",
        starts=said["starts"],
        ends=said["ends"] or None,
        place=said["place"] or "",
        link=said["link"] or "",
        note=step.title,
    )
