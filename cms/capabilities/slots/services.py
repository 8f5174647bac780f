"""Booking, moving and giving back a time. Every call may be repeated; no time is given twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cms.capabilities.signals import tell
from cms.capabilities.slots.models import LONGEST_NAME, SlotBooking, SlotRemoval
from cms.capabilities.slots.rules import overlap
from cms.capabilities.slots.standing import (
    Slot,
    booking_of,
    may_change,
    open_slots,
    plan_of,
)
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item


class SlotTaken(Exception):
    """The time is full, taken away, too near, or was never there."""


class BusyThen(Exception):
    """The citizen has another time that overlaps."""


class ChangeTooLate(Exception):
    """It is too near to move the time or give it back."""


@transaction.atomic
def book(item: Item, citizen: Citizen, starts: datetime, called: str | None = None) -> SlotBooking:
    """Give the citizen this time; an earlier one with the same item is given back.

    `called` is what those one meets may call one; None leaves what was said before.

    Raises SlotTaken, BusyThen, ChangeTooLate; nothing was changed.
    """
    _lock(item, citizen)
    before = booking_of(item, citizen)
    if before is None or before.starts != starts:
        slot = _free_slot(item, starts)
        _check(item, citizen, before, slot)
        before = _written(item, citizen, before, slot)
    if called is not None:
        before.called = " ".join(called.split())[:LONGEST_NAME]
        before.save(update_fields=["called"])
    return before


def _free_slot(item: Item, starts: datetime) -> Slot:
    found = next((one for one in open_slots(item) if one.starts == starts), None)
    if found is None:
        raise SlotTaken(item.key)
    return found


def _check(item: Item, citizen: Citizen, before: SlotBooking | None, slot: Slot) -> None:
    if before is not None and not may_change(before, plan_of(item)):
        raise ChangeTooLate(item.key)
    others = SlotBooking.objects.filter(citizen=citizen)
    if before is not None:
        others = others.exclude(pk=before.pk)
    spans = others.filter(ends__gt=slot.starts).values_list("starts", "ends")
    if any(overlap((slot.starts, slot.ends), span) for span in spans):
        raise BusyThen(item.key)


def _written(item: Item, citizen: Citizen, before: SlotBooking | None, slot: Slot) -> SlotBooking:
    plan = plan_of(item)
    row = before or SlotBooking(item_id=item.pk, citizen=citizen)
    row.starts, row.ends, row.place = slot.starts, slot.ends, slot.place
    row.link = plan.link if plan else ""
    row.save()
    if before is None:
        record(citizen, "booked", item)
    tell(citizen, "time_agreed", _key(row), item, when=row.starts)
    return row


@transaction.atomic
def cancel(item: Item, citizen: Citizen) -> None:
    """Give the coming time back, for somebody else to have. Raises ChangeTooLate."""
    _lock(item, citizen)
    booking = booking_of(item, citizen)
    if booking is None:
        return
    if not may_change(booking, plan_of(item)):
        raise ChangeTooLate(item.key)
    booking.delete()
    record(citizen, "cancelled", item)


@transaction.atomic
def remove_time(item: Item, starts: datetime) -> int:
    """Take one time away; those who had booked it are told. Gives how many."""
    _lock(item)
    SlotRemoval.objects.get_or_create(item_id=item.pk, starts=starts)
    rows = SlotBooking.objects.filter(item_id=item.pk, starts=starts).select_related("citizen")
    return sum(_called_off(item, row) for row in rows)


@transaction.atomic
def put_back(item: Item, starts: datetime) -> None:
    """The time can be booked again; those who had it must book anew."""
    _lock(item)
    SlotRemoval.objects.filter(item_id=item.pk, starts=starts).delete()


@transaction.atomic
def call_off(item: Item, key: int) -> int:
    """Call off one citizen's time and tell her; the time is free again. Gives how many."""
    _lock(item)
    rows = SlotBooking.objects.filter(item_id=item.pk, pk=key).select_related("citizen")
    return sum(_called_off(item, row) for row in rows)


def _called_off(item: Item, row: SlotBooking) -> int:
    tell(row.citizen, "time_called_off", _key(row), item, when=row.starts)
    row.delete()
    return 1


def _key(row: SlotBooking) -> str:
    return f"{row.pk}:{row.starts.isoformat()}"


def _lock(item: Item, citizen: Citizen | None = None) -> None:
    """One at a time per item, and then per citizen, who may press in two windows at once.

    Always in that order. SQLite's immediate transactions have locked already.
    """
    items = Item.objects.everything("a lock, nothing is shown")
    list(items.select_for_update(no_key=True).filter(pk=item.pk).values_list("pk"))
    if citizen is not None:
        citizens = Citizen.objects.select_for_update(no_key=True)
        list(citizens.filter(pk=citizen.pk).values_list("pk"))
