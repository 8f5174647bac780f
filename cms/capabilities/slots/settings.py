"""What editors and companies set, in the import format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.capabilities.slots.models import SlotPlan
from cms.capabilities.slots.rules import DAYS
from cms.declarations import did_you_mean
from cms.library.models import Item

COLUMNS = (
    "first_day",
    "last_day",
    *DAYS,
    "from_time",
    "to_time",
    "minutes",
    "pause",
    "people",
    "hours_before",
    "place",
    "link",
)


def exported(item: Item) -> dict[str, Any] | None:
    """Days, hours and the rest, where the item has times."""
    plan = item.slot_plans.first()
    return {name: _written(getattr(plan, name)) for name in COLUMNS} if plan else None


def _written(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def put(item: Item, settings: Mapping[str, Any]) -> None:
    """Read `{"first_day": "2026-12-01", …, "monday": true, "from_time": "09:00", …}`.

    What isn't said, or is empty, is as in a new plan. Raises ValidationError.
    """
    for key in settings.keys() - set(COLUMNS):
        raise ValidationError(
            _("Ukendt nøgle i slots: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, COLUMNS)}
        )
    said = {key: value for key, value in settings.items() if value not in (None, "")}
    if not any(said.get(key) for key in ("first_day", "last_day", "from_time", "to_time")):
        item.slot_plans = []
        return
    row = SlotPlan(**said)
    row.full_clean(exclude=["item"])
    item.slot_plans = [row]
