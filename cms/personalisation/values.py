"""Reads the values that facts are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from cms.personalisation.problems import did_you_mean
from cms.personalisation.rule import Scalar
from cms.personalisation.vocabulary import NO, YES, Fact, FactKind

LONGEST_TEXT = 200
LARGEST_COUNT = 2000
LARGEST_NUMBER = 10**9


class WrongValueError(ValueError):
    """A value does not suit its fact."""

    def __init__(self, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.reason, self.fix = reason, fix


def _read_choice(fact: Fact, value: object) -> Scalar:
    # YAML reads a bare yes or no as true or false.
    if isinstance(value, bool) and fact.is_yes_no:
        return YES if value else NO
    if not isinstance(value, str):
        fix = "Write it in quotes." if isinstance(value, bool | int | float) else ""
        raise WrongValueError(f"A text was expected, not {seen(value)}.", fix)
    if fact.choices and value not in fact.choices:
        reason = f"'{value[:LONGEST_TEXT]}' is not a value of '{fact.name}'."
        raise WrongValueError(reason, did_you_mean(value, fact.choices))
    if not 0 < len(value) <= LONGEST_TEXT:
        raise WrongValueError(f"The text must have 1 to {LONGEST_TEXT} signs.")
    return value


def _read_number(fact: Fact, value: object) -> Scalar:
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        raise WrongValueError(
            f"A number was expected, not {seen(value)}.", "Write it without quotes."
        )
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:  # false for "not a number" too
        raise WrongValueError(f"The number must lie within ±{LARGEST_NUMBER}.")
    number = Decimal(str(value))
    if fact.counted and (number != number.to_integral_value() or not 0 <= number <= LARGEST_COUNT):
        reason = f"'{fact.name}' counts whole {fact.unit} from 0 to {LARGEST_COUNT}."
        raise WrongValueError(reason, "Round it to a whole number.")
    return number


def _read_date(fact: Fact, value: object) -> Scalar:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        reason = f"'{fact.name}' is a date, not {seen(value)}."
        raise WrongValueError(reason, 'Write it as "2026-01-31".') from error


def read_value(fact: Fact, value: object) -> Scalar:
    """Give the value as the fact keeps it. Raises `WrongValueError`."""
    return _READERS[fact.kind](fact, value)


_READERS: Mapping[FactKind, Callable[[Fact, object], Scalar]] = {
    FactKind.ONE: _read_choice,
    FactKind.MANY: _read_choice,
    FactKind.NUMBER: _read_number,
    FactKind.DATE: _read_date,
}


def seen(value: object) -> str:
    """Say what stood there, short enough for an error message."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "named values"
    text = str(value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"
