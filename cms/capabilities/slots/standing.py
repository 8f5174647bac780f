"""Which times there are, and how many are free in each. Nothing is changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cms.capabilities.slots.models import SlotBooking, SlotPlan, SlotRemoval
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.stamps.services import read_once


@dataclass(frozen=True)
class Slot:
    """A time: moments are aware, `free` is how many more can book it."""

    starts: datetime
    ends: datetime
    taken: int
    people: int
    place: str
    is_removed: bool = False

    @property
    def free(self) -> int:
        """None at all where it was taken away."""
        return 0 if self.is_removed else max(0, self.people - self.taken)


def plan_of(item: Item) -> SlotPlan | None:
    """From what the item's times are made."""
    return SlotPlan.objects.filter(item_id=item.pk).first()


def slots_of(items: Sequence[Item], since: datetime) -> dict[int, list[Slot]]:
    """The times that begin after a moment, removed ones too, by primary key, in three queries."""
    return _times(_plans(items), since)


def _plans(items: Sequence[Item]) -> dict[int, SlotPlan]:
    rows = SlotPlan.objects.filter(item_id__in=[item.pk for item in items])
    return {row.item_id: row for row in rows}


def _times(plans: Mapping[int, SlotPlan], since: datetime) -> dict[int, list[Slot]]:
    """Without plans nothing is asked."""
    keys = list(plans)
    booked = SlotBooking.objects.filter(item_id__in=keys, starts__gt=since)
    taken = Counter(booked.values_list("item_id", "starts"))
    removed = set(
        SlotRemoval.objects.filter(item_id__in=keys, starts__gt=since).values_list(
            "item_id", "starts"
        )
    )
    return {
        key: [
            Slot(start, end, taken[key, start], plan.people, plan.place, (key, start) in removed)
            for start, end in plan.as_plan().times()
            if start > since
        ]
        for key, plan in plans.items()
    }


def open_slots(item: Item) -> list[Slot]:
    """The times that one can still book, in order; those that are full not among them."""
    return open_slots_of([item]).get(item.pk, [])


def open_slots_of(items: Sequence[Item]) -> dict[int, list[Slot]]:
    """The same for many items at once."""
    return {key: slots for key, (_plan, slots) in open_among(items).items()}


def open_among(items: Sequence[Item]) -> dict[int, tuple[SlotPlan, list[Slot]]]:
    """From what items' times are made, and those that one can still book, by primary key."""
    now = timezone.now()
    plans = _plans(items)
    coming = _times(plans, now)
    return {key: (plan, _open(plan, coming[key], now)) for key, plan in plans.items()}


def _open(plan: SlotPlan, slots: Sequence[Slot], now: datetime) -> list[Slot]:
    first = now + timedelta(hours=plan.hours_before)
    return [one for one in slots if one.free and one.starts >= first]


def booking_of(item: Item, citizen: Citizen) -> SlotBooking | None:
    """The citizen's coming time, or None."""
    own = SlotBooking.objects.filter(item_id=item.pk, citizen=citizen, ends__gt=timezone.now())
    return own.first()


def may_change(booking: SlotBooking, plan: SlotPlan | None) -> bool:
    """Whether the citizen can still move it or give it back alone."""
    hours = plan.hours_before if plan else 0
    return timezone.now() <= booking.starts - timedelta(hours=hours)


def bookings_of(citizen: Citizen) -> list[SlotBooking]:
    """The citizen's own, the latest booked first; read once where a request only reads."""
    rows = SlotBooking.objects.filter(citizen=citizen).order_by("-pk")
    return list(read_once(("slot_bookings", citizen.pk), lambda: list(rows)))
