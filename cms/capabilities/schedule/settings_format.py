"""How an item repeats, and its changes, as the import format says them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from cms.capabilities.schedule.models import ScheduleChange, ScheduleSettings
from cms.declarations import did_you_mean
from cms.library.models import Item

COLUMNS = ("repeats", "until", "count")
CHANGES = "changes"
OF_A_CHANGE = ("day", "what", "starts", "ends", "note")


def exported(item: Item) -> dict[str, Any] | None:
    """`{"repeats": "weekly", "until": …, "count": …, "changes": […]}`, or None."""
    settings = item.schedule_settings.first()
    changes = [_exported_change(row) for row in item.schedule_changes.all()]
    if settings is None and not changes:
        return None
    return {
        "repeats": settings.repeats if settings else "",
        "until": settings.until.isoformat() if settings and settings.until else None,
        "count": settings.count if settings else None,
        CHANGES: sorted(changes, key=lambda change: str(change["day"])),
    }


def _exported_change(row: ScheduleChange) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "what": row.what,
        "starts": row.starts and timezone.localtime(row.starts).isoformat(),
        "ends": row.ends and timezone.localtime(row.ends).isoformat(),
        "note": row.note,
    }


def put(item: Item, said: Mapping[str, Any]) -> None:
    """Put settings on an item; without `changes` it keeps its own. Raises ValidationError."""
    _refuse_unknown(said, (*COLUMNS, CHANGES))
    row = ScheduleSettings(
        repeats=said.get("repeats") or "", until=_day(said.get("until")), count=said.get("count")
    )
    row.full_clean(exclude=["item"])
    changes = None if said.get(CHANGES) is None else [_change(one) for one in said[CHANGES]]
    item.schedule_settings = [row]
    if changes is not None:
        item.schedule_changes = changes


def _change(said: Mapping[str, Any]) -> ScheduleChange:
    _refuse_unknown(said, OF_A_CHANGE)
    row = ScheduleChange(
        day=_day(said.get("day")),  # type: ignore[misc] # full_clean refuses a change without one
        what=said.get("what") or "",
        starts=_moment(said.get("starts")),
        ends=_moment(said.get("ends")),
        note=said.get("note") or "",
    )
    row.full_clean(exclude=["item"])
    return row


def _refuse_unknown(said: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in said.keys() - set(known):
        raise ValidationError(
            _("Ukendt nøgle i schedule: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, known)}
        )


def _day(value: str | date | None) -> date | None:
    return parse_date(value) if isinstance(value, str) and value else value or None


def _moment(value: str | datetime | None) -> datetime | None:
    found = parse_datetime(value) if isinstance(value, str) and value else value or None
    if isinstance(found, datetime) and timezone.is_naive(found):
        return timezone.make_aware(found)
    return found
