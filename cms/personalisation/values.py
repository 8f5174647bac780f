"""Reads the values that facts are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

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
        fix = _("Skriv den i anførselstegn.") if isinstance(value, bool | int | float) else ""
        raise WrongValueError(expected_text(value), fix)
    if fact.choices and value not in fact.choices:
        reason = _("%(value)s er ikke et svar på »%(fact)s«.")
        said = {"value": seen(value), "fact": fact.name}
        raise WrongValueError(reason % said, did_you_mean(value, fact.choices))
    if not 0 < len(value) <= LONGEST_TEXT:
        raise WrongValueError(_("Teksten skal have 1 til %(most)s tegn.") % {"most": LONGEST_TEXT})
    return value


def _read_number(fact: Fact, value: object) -> Scalar:
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        reason = _("Her skal stå et tal, ikke %(seen)s.") % {"seen": seen(value)}
        raise WrongValueError(reason, _("Skriv det uden anførselstegn."))
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:  # false for "not a number" too
        reason = _("Tallet skal ligge inden for ±%(most)s.") % {"most": LARGEST_NUMBER}
        raise WrongValueError(reason)
    number = Decimal(str(value))
    if fact.counted and (number != number.to_integral_value() or not 0 <= number <= LARGEST_COUNT):
        reason = _("»%(fact)s« tælles i hele tal fra 0 til %(most)s.")
        said = {"fact": fact.name, "most": LARGEST_COUNT}
        raise WrongValueError(reason % said, _("Rund det af til et helt tal."))
    return number


def _read_date(fact: Fact, value: object) -> Scalar:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        reason = _("»%(fact)s« er en dato, ikke %(seen)s.")
        said = {"fact": fact.name, "seen": seen(value)}
        raise WrongValueError(reason % said, _('Skriv den som "2026-01-31".')) from error


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
            return _("ingenting")
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return _("en liste")
        case Mapping():
            return _("navngivne værdier")
    text = str(value)
    return _("»%(text)s«") % {"text": f"{text[:40]}…" if len(text) > 40 else text}


def expected_text(value: object) -> str:
    """Say that a text should stand there."""
    return _("Her skal stå en tekst, ikke %(seen)s.") % {"seen": seen(value)}
