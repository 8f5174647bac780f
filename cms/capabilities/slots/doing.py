"""What a citizen does on the item's page, and what the page shows."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Outcome
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.slots.services import BusyThen, ChangeTooLate, SlotTaken, book, cancel
from cms.capabilities.slots.standing import Slot, booking_of, may_change, open_among
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item

# So many times stand on the page; the rest come as these are taken.
SHOWN = 120
Day = tuple[date, list[Slot]]


def shown(item: Item, citizen: Citizen | None) -> dict[str, Any]:
    """What the fragment needs."""
    booking = booking_of(item, citizen) if citizen else None
    plan, slots = among([item], open_among).get(item.pk, (None, []))
    return {
        "item": item,
        "citizen": citizen,
        "booking": booking,
        "may_change": booking is None or may_change(booking, plan),
        "days": _days([one for one in slots if not _is(one, booking)][:SHOWN]),
        "plan": plan,
        "called": booking.called if booking else (citizen.first_name if citizen else ""),
    }


def _is(slot: Slot, booking: SlotBooking | None) -> bool:
    return booking is not None and slot.starts == booking.starts


def _days(slots: list[Slot]) -> list[Day]:
    by_day = groupby(slots, key=lambda one: timezone.localdate(one.starts))
    return [(day, list(found)) for day, found in by_day]


def act(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    """Do what the fragment's form asked for. Raises UnknownAction."""
    match data.get("action"):
        case "book":
            return _try_book(item, citizen, data)
        case "cancel":
            return _try_cancel(item, citizen)
    raise UnknownAction(data.get("action", ""))


def moment_in(text: str) -> datetime | None:
    """An aware moment; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _try_book(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    starts = moment_in(data.get("starts", ""))
    if starts is None:
        return Outcome(_("Vælg en tid først."), False)
    try:
        book(item, citizen, starts, data.get("called", ""))
    except SlotTaken:
        return Outcome(_("Den tid er lige blevet taget. Vælg en af de andre."), False)
    except BusyThen:
        return Outcome(_("Du har en anden aftale på det tidspunkt. Vælg en anden tid."), False)
    except ChangeTooLate:
        return _too_late()
    return Outcome(_("Tiden er din. Den står også i din uge på Min side."))


def _try_cancel(item: Item, citizen: Citizen) -> Outcome:
    try:
        cancel(item, citizen)
    except ChangeTooLate:
        return _too_late()
    return Outcome(_("Du har meldt fra. Tiden kan nu tages af en anden."))


def _too_late() -> Outcome:
    text = _("Det er for tæt på til at ændre tiden her. Ring eller skriv til dem, du skal møde.")
    return Outcome(text, False)
