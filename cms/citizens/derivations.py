"""What is worked out from answers on the day it is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cms.declarations.attributes import Calculation

MONTHS_A_YEAR = 12


def derive(calculation: Calculation, source: object, today: date) -> int | None:
    """The derived whole number, or None when the source can't bear it.

    `years_since` counts calendar years, since only the year is known. `months_since` counts
    whole months: from 31 January to 28 February is none, to 31 March two. `days_since` counts
    nights.
    """
    if calculation == "years_since" and isinstance(source, int | Decimal):
        return today.year - int(source)
    if calculation == "months_since" and isinstance(source, date):
        return whole_months(source, today)
    if calculation == "days_since" and isinstance(source, date):
        return (today - source).days
    return None


def whole_months(since: date, today: date) -> int:
    """Whole months from one day to another; negative when the first lies ahead."""
    months = (today.year - since.year) * MONTHS_A_YEAR + today.month - since.month
    return months - (since.day > today.day)


def source_of(calculation: Calculation, derived: int, today: date) -> str:
    """An answer from which exactly this would be worked out on the day: `derive` turned round."""
    if calculation == "years_since":
        return str(today.year - derived)
    if calculation == "days_since":
        return (today - timedelta(days=derived)).isoformat()
    months = today.year * MONTHS_A_YEAR + today.month - 1 - derived
    return date(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1).isoformat()
