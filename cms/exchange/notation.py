"""Numbers, lengths of time, days and moments as Danes write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.exchange.findings import BadCell

MONTHS = "januar februar marts april maj juni juli august september oktober november december"
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS.split(), start=1)}
NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
POINT_NUMBER = re.compile(r"[+-]?\d+\.\d+")
CURRENCY = re.compile(r"^\s*(kr\.?|dkk)\s*|\s*(kr\.?|dkk|,-)\s*$", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")
NAMED_DAY = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]+)\.?\s+(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2})(?:[.:]\d{2})?)?")
HOURS_AND_MINUTES = re.compile(
    r"(?:(?P<hours>\d+(?:,\d+)?)\s*(?:t|timer?|h)\.?)?\s*(?:og\s*)?"
    r"(?:(?P<minutes>\d+)\s*(?:m|min|minut|minutter)\.?)?"
)
MINUTES_A_DAY = 24 * 60


def number(value: Any) -> Decimal:
    """`1.234,5` and the like; cells that are numbers already stay as they are. Raises BadCell."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    text = re.sub(r"\s", "", str(value))
    try:
        if NUMBER.fullmatch(text):
            return Decimal(text.replace(".", "").replace(",", "."))
        if POINT_NUMBER.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:  # more digits than a number can have
        pass
    raise BadCell(
        _("“%(value)s” er ikke et tal.") % {"value": value},
        _("Skriv for eksempel 1250 eller 1.250,50."),
    )


def money(value: Any) -> Decimal:
    """An amount in kroner, with or without `kr.`. Raises BadCell."""
    if isinstance(value, str):
        stripped = CURRENCY.sub("", value)
        return number("0" if value.strip().casefold() == "gratis" else stripped)
    return number(value)


def minutes(value: Any) -> int:
    """A length in minutes: `90`, `1:30`, `1 time og 30 min`, `1,5 time`. Raises BadCell."""
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value):
        return int(value)
    text = str(value).strip().casefold()
    if re.fullmatch(r"\d{1,6}", text):
        return int(text)
    if found := re.fullmatch(r"(\d{1,3}):([0-5]\d)", text):
        return int(found[1]) * 60 + int(found[2])
    parts = HOURS_AND_MINUTES.fullmatch(text)
    if parts and any(parts.groups()):
        hours = Decimal((parts["hours"] or "0").replace(",", "."))
        return round(hours * 60) + int(parts["minutes"] or 0)
    raise BadCell(
        _("“%(value)s” er ikke en varighed.") % {"value": value},
        _("Skriv minutter som 90, eller 1 time og 30 min."),
    )


def day(value: Any) -> date:
    """`24.12.2026`, `24. december 2026` or `2026-12-24`. Raises BadCell."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _day_in(str(value).strip().casefold())
    if found is None or found[1]:
        raise BadCell(_no_day(value), _("Skriv datoen som 24.12.2026."))
    return found[0]


def moment(value: Any) -> datetime:
    """`24.12.2026 kl. 10.00`, in Danish time unless the text says its own. Raises BadCell."""
    if isinstance(value, datetime):
        return _here(value)
    if isinstance(value, date):
        return _here(datetime.combine(value, time()))
    text = str(value).strip()
    way_out = _("Skriv tidspunktet som 24.12.2026 kl. 10.00.")
    if (stamp := _iso(text)) is not None:
        return _here(stamp)
    found = _day_in(text.casefold())
    if found is None:
        raise BadCell(_no_day(value), way_out)
    clock = CLOCK.fullmatch(re.sub(r"^[,\s]*(kl\.?|t)?\s*", "", found[1]))
    if clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
        raise BadCell(_("“%(value)s” mangler et klokkeslæt.") % {"value": value}, way_out)
    return _here(datetime.combine(found[0], time(int(clock[1]), int(clock[2] or 0))))


def _iso(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _day_in(text: str) -> tuple[date, str] | None:
    """The day that a text begins with, and the rest of the text."""
    for pattern, order in ((DAY, (3, 2, 1)), (NAMED_DAY, (3, 2, 1)), (ISO_DAY, (1, 2, 3))):
        if found := pattern.match(text):
            year, month, number_of_day = (found[group] for group in order)
            month_number = MONTH_NUMBERS.get(month) if month.isalpha() else int(month)
            try:
                return date(int(year), month_number or 0, int(number_of_day)), text[found.end() :]
            except ValueError:  # the right form, but no such day: 31.2.2026
                return None
    return None


def _here(value: datetime) -> datetime:
    """Danish time, to the minute: programs store a clock as a fraction of a day."""
    rounded = (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
    if timezone.is_aware(rounded):
        return rounded
    aware = timezone.make_aware(rounded)
    if timezone.make_naive(aware.astimezone(UTC)) != rounded:
        raise BadCell(
            _("Klokken %(value)s findes ikke den dag: uret stilles frem.")
            % {"value": rounded.strftime("%H.%M")},
            _("Skriv et tidspunkt efter klokken 3."),
        )
    return aware


def _no_day(value: Any) -> str:
    return _("“%(value)s” er ikke en dato, der findes.") % {"value": value}


def local(stamp: str) -> datetime:
    """An ISO moment as the Danish clock shows it, for a cell: cells know no time zones."""
    return timezone.make_naive(moment(stamp))
