"""What a citizen's own calendar holds: no more than titles, times and places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from cms.capabilities.appointments import appointments_of, expected_at
from cms.capabilities.pieces import Appointment
from cms.capabilities.schedule.calendar_file import Entry
from cms.capabilities.schedule.entries import entry_of, entry_of_appointment
from cms.capabilities.schedule.services import BEHIND, NAME
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.specific import specific
from cms.municipalities.models import Municipality

AHEAD = timedelta(days=731)


def entries_of(
    citizen: Citizen, here: Municipality, absolute: Callable[[str], str]
) -> Iterator[Entry]:
    """One entry for each item whose every time the citizen comes to, else one for each time."""
    now = timezone.now()
    found = appointments_of(citizen, here, now - BEHIND, now + AHEAD)
    by_item: dict[int, list[Appointment]] = {}
    for one in found:
        by_item.setdefault(one.item_id, []).append(one)
    bare = Item.objects.on_shelf_of(here).filter(pk__in=by_item)
    only = expected_at(citizen)
    for item in present(specific(bare, here), here, citizen.language):
        whole = entry_of(item, absolute) if NAME in item.declaration.capabilities else None
        if whole is not None and not only.get(item.pk):
            yield replace(whole, text="")
            continue
        for one in by_item[item.pk]:
            yield entry_of_appointment(item, one, absolute)
