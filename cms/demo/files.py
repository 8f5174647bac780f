"""The demo nation's files, with relative dates made real: a demo never grows old."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

# The safe reader written in C, ten times as fast, where PyYAML was built with it.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# "+5d 10:00" is ten o'clock in five days; "-12d" is a day twelve days ago; "+5d weekday" is the
# day on which what is at "+5d 10:00" happens.
RELATIVE = re.compile(
    r"^(?P<days>[+-]\d+)d(?: (?P<hour>\d{1,2})[:.](?P<minute>\d{2})| (?P<weekday>weekday))?$"
)
SATURDAY, DAYS_TO_MONDAY = 5, {5: 2, 6: 1}


def read_rows(path: Path) -> Any:
    """A fixture file's content, with every relative date resolved; an empty list if absent."""
    if not path.exists():
        return []
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (safe)
    return resolve(rows or [])


def resolve(value: Any) -> Any:
    """Replace relative dates anywhere in plain data."""
    if isinstance(value, dict):
        return {key: resolve(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [resolve(entry) for entry in value]
    if isinstance(value, str) and (match := RELATIVE.match(value)):
        return _moment(match)
    return value


def _moment(match: re.Match[str]) -> str:
    day = timezone.localdate() + timedelta(days=int(match["days"]))
    if match["weekday"]:
        return _working_day(day).isoformat()
    if match["hour"] is None:
        return day.isoformat()
    at = datetime.combine(_working_day(day), time(int(match["hour"]), int(match["minute"])))
    return timezone.make_aware(at).isoformat()


def _working_day(day: date) -> date:
    """What happens at a time happens on a weekday: a week-end moves on to Monday."""
    return day + timedelta(days=DAYS_TO_MONDAY.get(day.weekday(), 0))


def folder(*parts: str) -> Path:
    """A path below `fixtures/`."""
    return Path(settings.FIXTURES_DIR, *parts)
