"""Bookable times: a citizen picks one, moves it, gives it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability
from cms.capabilities.own import own_of
from cms.capabilities.pieces import (
    Appointment,
    Desk,
    Engagement,
    Fragment,
    Happening,
    Outcome,
    Sheet,
)
from cms.capabilities.slots import desk, doing
from cms.capabilities.slots.models import SlotBooking, SlotPlan
from cms.capabilities.slots.settings import COLUMNS, exported, put
from cms.capabilities.slots.standing import coming_of, open_among
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User


class SlotsCapability(Capability):
    """Works on any type; brings its own days and hours per item."""

    name = "slots"
    own_models = (SlotBooking,)
    gatherings = (open_among,)
    desk_heading = desk.HEADING
    # Numbers are for all of them; who comes is for those who hold the times.
    desk_action = Action.READ
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "slots": "public",
        "slot_booking": "public",
        "Slot": "public",
        "SlotBooking": "public",
        "book_slot": "citizen",
        "cancel_booking": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """Days and hours, at most one row of them."""
        return (
            InlinePanel(
                "slot_plans",
                heading=gettext_lazy("Tider, man kan booke"),
                label=gettext_lazy("Tider"),
                max_num=1,
                panels=[FieldPanel(name) for name in COLUMNS],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The free times by day, or one's own; nothing where there are no times."""
        return Fragment("slots/fragment.html", doing.shown(item, citizen), comes_first=True)

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """How many times are free."""
        found: Mapping[int, Any] = among(items, open_among)
        return {item.pk: _fact(len(found[item.pk][1])) for item in items if item.pk in found}

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`book` with `starts` and `called`, or `cancel`."""
        return doing.act(item, citizen, data)

    def desk(self, item: Item, staff: User) -> Desk:
        """Which times are taken."""
        return desk.desk(item, staff)

    def desk_sheet(self, item: Item, staff: User) -> Sheet | None:
        """The taken times as a file."""
        return desk.sheet(item, staff)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """Take times away, put them back, call off."""
        return desk.look_after(item, staff, data)

    def appointments(
        self, citizen: Citizen, since: datetime, until: datetime
    ) -> Sequence[Appointment]:
        """The times that the citizen has booked."""
        own = sorted(own_of(SlotBooking, citizen), key=lambda row: (row.starts, row.pk))
        return [
            Appointment(row.item_id, f"slot-{row.pk}", row.starts, row.ends, row.place, row.link)
            for row in own
            if since <= row.starts < until
        ]

    def graphql_fields(self) -> Mapping[str, Any]:
        """`slots` and `slotBooking` on every type that names the capability."""
        from cms.capabilities.slots.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`bookSlot` and `cancelBooking`."""
        from cms.capabilities.slots.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """The coming times, the newest booked first."""
        latest = sorted(coming_of(citizen), key=lambda row: row.pk, reverse=True)
        return [Engagement(row.item_id, _when(row.starts)) for row in latest]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen booked what."""
        for row in own_of(SlotBooking, citizen):
            yield Happening(row.booked_at, row.item_id, _("Du bookede en tid"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """Days and hours, where the item has any."""
        return exported(item)

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """Days and hours."""
        columns = {column.name: column for column in SlotPlan._meta.concrete_fields}
        return {name: columns[name] for name in COLUMNS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """See `put`."""
        put(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """Every time that the citizen has booked, and what she is called there."""
        for row in SlotBooking.objects.filter(citizen=citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "starts": row.starts.isoformat(),
                "ends": row.ends.isoformat(),
                "place": row.place,
                "called": row.called,
                "booked_at": row.booked_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget the times; they are free again."""
        SlotBooking.objects.filter(citizen=citizen).delete()


def _fact(free: int) -> str:
    if not free:
        return _("Ingen ledige tider")
    return ngettext("%(free)s ledig tid", "%(free)s ledige tider", free) % {"free": free}


def _when(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return _("Din tid: %(day)s kl. %(time)s") % {
        "day": date_format(local, "SHORT_DATE_FORMAT"),
        "time": date_format(local, "TIME_FORMAT"),
    }


CAPABILITY = SlotsCapability()
