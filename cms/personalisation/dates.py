"""Whole months turned round: from a number of months to the day that the database compares with.

`cms.citizens.derivations.whole_months` counts months between two days. A day lies at least
``n`` whole months back exactly when it is on or before `months_before(today, n)`; where that
month is too short, its last day is meant: six months before 31 August is 28 February.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS_A_YEAR = 12


def months_before(today: date, months: int) -> date:
    """Give the day ``months`` months before ``today``, never earlier than year 1."""
    year, month = divmod(today.year * MONTHS_A_YEAR + today.month - 1 - months, MONTHS_A_YEAR)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
