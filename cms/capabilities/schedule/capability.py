"""Schedule: when an item happens, what repeats, and what is moved or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability, UnknownPage
from cms.capabilities.pieces import Appointment, Fragment
from cms.capabilities.schedule import settings_format
from cms.capabilities.schedule.calendar_file import CONTENT_TYPE, calendar_file
from cms.capabilities.schedule.entries import entry_of
from cms.capabilities.schedule.feeds import feed_of, stop
from cms.capabilities.schedule.linked_data import told_of
from cms.capabilities.schedule.models import Occurrence, ScheduleSettings
from cms.capabilities.schedule.phrases import day_and_time, span, what_changed
from cms.capabilities.schedule.services import (
    appointment,
    coming,
    next_among,
    options_of,
    places,
)
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.stamps.services import read_once

FILE = "kalender.ics"
SHOWN = 8


class ScheduleCapability(Capability):
    """Works on any type with a field that says when it begins."""

    name = "schedule"
    fact_icon = "calendar"
    gatherings = (next_among,)
    graphql_access = {
        "occurrences": "public",
        "next_occurrence": "public",
        "Occurrence": "public",
    }

    def panels(self) -> Sequence[Panel]:
        """How it repeats, and the times that are changed."""
        return (
            InlinePanel(
                "schedule_settings",
                heading=gettext_lazy("Gentages det?"),
                label=gettext_lazy("Gentagelse"),
                max_num=1,
                panels=[FieldPanel("repeats"), FieldPanel("until"), FieldPanel("count")],
            ),
            InlinePanel(
                "schedule_changes",
                heading=gettext_lazy("Er en af gangene flyttet eller aflyst?"),
                label=gettext_lazy("Ændret gang"),
                panels=[FieldPanel(name) for name in settings_format.OF_A_CHANGE],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """When it happens next, the times after that, and a file for one's own calendar."""
        rows = _coming(item)
        context = {
            "item": item,
            "next": next((_line(row) for row in rows if not row.is_cancelled), None),
            "lines": [_line(row) for row in rows[:SHOWN]],
            "has_more": len(rows) > SHOWN,
            "has_been": not rows and Occurrence.objects.filter(item_id=item.pk).exists(),
            "file": FILE,
        }
        if not rows and not context["has_been"]:
            return None
        return Fragment("schedule/fragment.html", context, comes_first=True)

    def shown_fields(self, item: Item) -> Collection[str]:
        """When it begins and ends, where the coming times say it."""
        return self.stands_for(type(item)) if _coming(item) else ()

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """When it happens next, of what happens more than once or not as planned."""
        found = among(items, next_among)
        return {
            item.pk: _("Næste gang %(when)s") % {"when": day_and_time(row.starts)}
            for item in items
            if (row := found.get(item.pk)) and _says_more(item, row)
        }

    def stands_for(self, model: type[Item]) -> Collection[str]:
        """The first time, which may be long ago."""
        names = options_of(model)
        return [names[key] for key in ("starts", "ends") if names[key]]

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """The item's file for calendars. Raises UnknownPage."""
        entry = entry_of(item, request.build_absolute_uri) if rest == FILE else None
        if entry is None:
            raise UnknownPage(rest)
        answer = HttpResponse(calendar_file([entry], str(item)), content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{item.slug}.ics"'
        return answer

    def times(
        self, items: Sequence[Item], since: datetime, until: datetime
    ) -> Mapping[int, Sequence[Appointment]]:
        """What is worked out beforehand, the cancelled too, in one query."""
        where = places(items)
        rows = Occurrence.objects.filter(
            item_id__in=[item.pk for item in items], starts__gte=since, starts__lt=until
        )
        found: dict[int, list[Appointment]] = {}
        for row in rows:
            made = appointment(row, where.get(row.item_id, ""))
            found.setdefault(row.item_id, []).append(made)
        return found

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """How it repeats, and the next times as events of their own."""
        return told_of(item, _coming(item)[:SHOWN])

    def graphql_fields(self) -> Mapping[str, Any]:
        """`occurrences` and `nextOccurrence` on every type that names the capability."""
        from cms.capabilities.schedule.api import FIELDS

        return FIELDS

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """How it repeats, and its changes."""
        return settings_format.exported(item)

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """How it repeats; a change has no column of its own."""
        columns = {column.name: column for column in ScheduleSettings._meta.concrete_fields}
        return {name: columns[name] for name in settings_format.COLUMNS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """Read what `export_settings` writes. Raises ValidationError."""
        settings_format.put(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """That the citizen follows the own calendar from elsewhere."""
        found = feed_of(citizen)
        return [{"calendar_followed_since": found.made_at.isoformat()}] if found else []

    def erase_citizen(self, citizen: Citizen) -> None:
        """The address stops working."""
        stop(citizen)


def _coming(item: Item) -> list[Occurrence]:
    """The times that the page shows, and one more where there are more."""
    return read_once(("coming times", item.pk), lambda: coming(item, SHOWN + 1))


def _line(row: Occurrence) -> dict[str, Any]:
    return {
        "when": span(row),
        "starts": row.starts,
        "changed": what_changed(row),
        "is_cancelled": row.is_cancelled,
        "note": row.note,
    }


def _says_more(item: Item, row: Occurrence) -> bool:
    """Whether the item's own first time doesn't say it already."""
    return bool(row.starts != getattr(item, options_of(type(item))["starts"]))


CAPABILITY = ScheduleCapability()
