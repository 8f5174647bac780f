"""Which times there are, and how many are free in each. Nothing is changed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.own import own_of
from cms.capabilities.slots.models import SlotBooking, SlotPlan, SlotRemoval
from cms.capabilities.together import Gathering
from cms.citizens.models import Citizen
from cms.databases.one_statement import ask_together
from cms.library.attached import Attached, only
from cms.library.models import Item


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
    return _plans([item]).get(item.pk)


def slots_of(items: Sequence[Item], since: datetime) -> dict[int, list[Slot]]:
    """The times that begin after a moment, removed ones too, by primary key."""
    plans = _plans(items)
    return _times(plans, since, *ask_together(_gone(plans, since)))


def _plans(items: Sequence[Item]) -> dict[int, SlotPlan]:
    return {key: plan for key, plan in _attached.of_items(items).items() if plan}


_attached: Attached[SlotPlan | None] = Attached("slot_plans", only)


def _gone(keys: Collection[int], since: datetime) -> list[QuerySet[Any, Any]]:
    """Which times have been booked, and which were taken away."""
    wanted: dict[str, Any] = {"item_id__in": list(keys), "starts__gt": since}
    return [
        model._default_manager.filter(**wanted).order_by().values_list("item_id", "starts")
        for model in (SlotBooking, SlotRemoval)
    ]


def _times(
    plans: Mapping[int, SlotPlan],
    since: datetime,
    booked: Sequence[Any],
    away: Sequence[Any],
) -> dict[int, list[Slot]]:
    taken, removed = Counter(booked), set(away)
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


def _asked(items: Sequence[Item]) -> list[QuerySet[Any, Any]]:
    """Without plans nothing is asked."""
    return _gone(_plans(items), timezone.now())


def _found(
    items: Sequence[Item], booked: Sequence[Any], away: Sequence[Any]
) -> dict[int, tuple[SlotPlan, list[Slot]]]:
    now, plans = timezone.now(), _plans(items)
    coming = _times(plans, now, booked, away)
    return {key: (plan, _open(plan, coming[key], now)) for key, plan in plans.items()}


# From what items' times are made, and those that one can still book, by primary key.
open_among = Gathering(_asked, _found)


def _open(plan: SlotPlan, slots: Sequence[Slot], now: datetime) -> list[Slot]:
    first = now + timedelta(hours=plan.hours_before)
    return [one for one in slots if one.free and one.starts >= first]


def booking_of(item: Item, citizen: Citizen) -> SlotBooking | None:
    """The citizen's coming time, or None."""
    return next((row for row in coming_of(citizen) if row.item_id == item.pk), None)


def coming_of(citizen: Citizen) -> list[SlotBooking]:
    """All of the citizen's coming times, the nearest first."""
    now = timezone.now()
    ahead = [row for row in own_of(SlotBooking, citizen) if row.ends > now]
    return sorted(ahead, key=lambda row: (row.starts, row.pk))


def may_change(booking: SlotBooking, plan: SlotPlan | None) -> bool:
    """Whether the citizen can still move it or give it back alone."""
    hours = plan.hours_before if plan else 0
    return timezone.now() <= booking.starts - timedelta(hours=hours)
