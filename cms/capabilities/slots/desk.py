"""Which times are taken, for those who hold them, and what they do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Desk, Outcome, Sheet
from cms.capabilities.slots.doing import moment_in
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.slots.services import call_off, put_back, remove_time
from cms.capabilities.slots.standing import slots_of
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may
from cms.rights.looks import declare_look, note_list

HEADING = gettext_lazy("Hvem har booket?")
SLOT = "slot"


@dataclass(frozen=True)
class Row:
    """One time, and those who have booked it as they want to be called."""

    starts: datetime
    ends: datetime
    taken: int
    people: int
    is_removed: bool
    bookings: list[SlotBooking]

    @property
    def key(self) -> str:
        """What the desk's buttons name it by."""
        return self.starts.isoformat()


def declare_looks() -> None:
    """What the citizen reads that somebody has seen."""
    declare_look(SLOT, gettext_lazy("en tid, du har booket"))


def is_host(staff: User, item: Item) -> bool:
    """Whether somebody holds the times, and so meets those who come."""
    return any(may(staff, action, item.owner_id) for action in (Action.PUBLISH, Action.SUBMIT))


def desk(item: Item, staff: User) -> Desk:
    """Numbers for all who read; people only as the page shows them, and then it is noted."""
    sees = is_host(staff, item)
    context = {"is_host": sees, "rows": cache(lambda: rows(item, staff if sees else None))}
    return Desk(str(HEADING), "slots/desk.html", context)


@transaction.atomic
def rows(item: Item, staff: User | None) -> list[Row]:
    """The coming times, also those that are agreed but no longer in the plan."""
    now = timezone.now()
    by_start = _bookings(item, staff, now)
    planned = [
        Row(one.starts, one.ends, one.taken, one.people, one.is_removed, found)
        for one in slots_of([item], now).get(item.pk, [])
        for found in [by_start.pop(one.starts, [])]
    ]
    beside = [
        Row(start, found[0].ends, len(found), len(found), False, found)
        for start, found in by_start.items()
    ]
    return sorted([*planned, *beside], key=lambda row: row.starts)


def _bookings(item: Item, staff: User | None, now: datetime) -> dict[datetime, list[SlotBooking]]:
    if staff is None:
        return {}
    found: dict[datetime, list[SlotBooking]] = {}
    booked = SlotBooking.objects.filter(item_id=item.pk, starts__gt=now).select_related("citizen")
    for row in booked:
        found.setdefault(row.starts, []).append(row)
    note_list(staff, {row.citizen for several in found.values() for row in several}, SLOT)
    return found


def sheet(item: Item, staff: User) -> Sheet | None:
    """The taken times as a file; None for those who don't hold them."""
    if not is_host(staff, item):
        return None
    lines = [
        [_when(row.starts), _when(row.ends), booking.called or _("Uden navn")]
        for row in rows(item, staff)
        for booking in row.bookings
    ]
    return Sheet(item.slug, [[_("Begynder"), _("Slutter"), _("Kaldes")], *lines])


def _when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def look_after(item: Item, staff: User, data: QueryDict) -> Outcome:
    """`remove:<moment>`, `put_back:<moment>` or `call_off:<key>`. Raises UnknownAction."""
    action, _colon, key = data.get("action", "").partition(":")
    if not is_host(staff, item):
        raise UnknownAction(action)
    moment = moment_in(key)
    if action == "call_off" and key.isdecimal():
        return _told(call_off(item, int(key)))
    if action == "remove" and moment:
        return _told(remove_time(item, moment))
    if action == "put_back" and moment:
        put_back(item, moment)
        return Outcome(_("Tiden kan bookes igen."))
    raise UnknownAction(action)


def _told(count: int) -> Outcome:
    if not count:
        return Outcome(_("Det er gjort. Ingen havde booket tiden."))
    text = ngettext(
        "Tiden er aflyst. %(count)s borger har fået besked.",
        "Tiden er aflyst. %(count)s borgere har fået besked.",
        count,
    )
    return Outcome(text % {"count": count})
