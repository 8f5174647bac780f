"""Times in schema.org's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from cms.capabilities.schedule.models import Occurrence
from cms.capabilities.schedule.rules import COPENHAGEN, Plan
from cms.capabilities.schedule.services import repetition_of
from cms.library.models import Item

FREQUENCIES = {
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly_weekday": "P1M",
    "monthly_date": "P1M",
    "weekdays": "P1D",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STATES = {
    "cancelled": "https://schema.org/EventCancelled",
    "moved": "https://schema.org/EventRescheduled",
    "planned": "https://schema.org/EventScheduled",
}


def told_of(item: Item, rows: Sequence[Occurrence]) -> dict[str, Any]:
    """How it repeats and its next times; of what happens once whether it is moved or cancelled."""
    plan = repetition_of(item) if rows else None
    if plan is None:
        return {}
    if not plan.repeats:
        return _times(rows[0])
    schema = item.declaration.settings.schema_org
    events = [{"@type": schema, "name": str(item), **_times(row)} for row in rows]
    return {"eventSchedule": _schedule(plan), "subEvent": events}


def _times(row: Occurrence) -> dict[str, Any]:
    state = "cancelled" if row.is_cancelled else "moved" if row.is_moved else "planned"
    told = {
        "startDate": timezone.localtime(row.starts).isoformat(),
        "eventStatus": STATES[state],
    }
    if row.ends:
        told["endDate"] = timezone.localtime(row.ends).isoformat()
    if row.is_moved:
        told["previousStartDate"] = timezone.localtime(row.planned).isoformat()
    return told


def _schedule(plan: Plan) -> dict[str, Any]:
    first = plan.starts.astimezone(COPENHAGEN)
    told: dict[str, Any] = {
        "@type": "Schedule",
        "startDate": first.date().isoformat(),
        "startTime": f"{first:%H:%M:%S}",
        "repeatFrequency": FREQUENCIES[plan.repeats],
        "scheduleTimezone": COPENHAGEN.key,
    }
    if plan.repeats == "weekdays":
        told["byDay"] = [f"https://schema.org/{day}" for day in DAYS[:5]]
    elif plan.repeats != "monthly_date":
        told["byDay"] = f"https://schema.org/{DAYS[first.weekday()]}"
    if plan.until:
        told["endDate"] = plan.until.isoformat()
    if plan.count:
        told["repeatCount"] = plan.count
    return told
