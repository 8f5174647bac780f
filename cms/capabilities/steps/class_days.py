"""Days to be there, as times in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cms.capabilities.own import own_of
from cms.capabilities.pieces import Appointment
from cms.capabilities.steps.models import Walk
from cms.capabilities.steps.reading import syllabuses_by_key, syllabuses_of
from cms.capabilities.steps.syllabus import CLASS_DAY, Step, Syllabus
from cms.citizens.models import Citizen
from cms.library.models import Item


def of_items(
    items: Sequence[Item], since: datetime, until: datetime
) -> dict[int, list[Appointment]]:
    """The items' class days between two moments, by primary key, in order."""
    found = syllabuses_of(items)
    return {key: _days(key, syllabus, since, until) for key, syllabus in found.items()}


def _days(item: int, syllabus: Syllabus, since: datetime, until: datetime) -> list[Appointment]:
    days = [_appointment(item, step) for step in syllabus.steps if step.kind == CLASS_DAY]
    within = [one for one in days if one.starts < until and (one.ends or one.starts) >= since]
    return sorted(within, key=lambda one: one.starts)


def of_citizen(citizen: Citizen, since: datetime, until: datetime) -> Sequence[Appointment]:
    """The class days of what the citizen is taking, of items still on the shelf."""
    taken = syllabuses_by_key(sorted({row.item_id for row in own_of(Walk, citizen)}))
    days = [one for item, found in taken.items() for one in _days(item, found, since, until)]
    if not days:
        return []
    shelf = Item.objects.on_shelf_of(citizen.municipality)
    there = set(shelf.filter(pk__in={one.item_id for one in days}).values_list("pk", flat=True))
    return sorted((one for one in days if one.item_id in there), key=lambda one: one.starts)


def _appointment(item: int, step: Step) -> Appointment:
    said = step.content
    return Appointment(
        item_id=item,
        key=f"{item}-{step.id}",
        starts=said["starts"],
        ends=said["ends"] or None,
        place=said["place"] or "",
        link=said["link"] or "",
        note=step.title,
    )
