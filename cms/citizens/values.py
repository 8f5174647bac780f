"""From what somebody sends to what is stored: one value checked against its declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from cms.citizens.declared import options
from cms.citizens.words import NO, YES
from cms.declarations.attributes import Attribute, AttributeKind

Value = str | Decimal | date
Column = Literal["choice", "number", "date", "text"]
DEFAULT_MAX_LENGTH = 200
LANGUAGE_OF_CHECKS = "da"
# The usual ten digits only: what looks like a number in another script is asked for again.
WHOLE_NUMBER = re.compile(r"-?[0-9]+")

COLUMNS: dict[AttributeKind, Column] = {
    "choice": "choice",
    "choices": "choice",
    "terms": "choice",
    "yes_no": "choice",
    "language": "choice",
    "languages": "choice",
    "number": "number",
    "date": "date",
    "text": "text",
}


class InvalidValue(ValueError):
    """A value that the declaration does not allow; the message says what to do."""


def checked(attribute: Attribute, raw: object) -> list[Value]:
    """The value as a list of what is stored; empty when nothing was said.

    Raises:
        InvalidValue: the value does not suit the declaration.
    """
    if raw is None or raw == "":
        return []
    match COLUMNS[attribute.kind]:
        case "choice":
            return list(_choices(attribute, raw))
        case "number":
            return [_number(attribute, raw)]
        case "date":
            return [_date(raw)]
        case "text":
            return _text(attribute, raw)


def _choices(attribute: Attribute, raw: object) -> Sequence[str]:
    chosen = _several(raw) if attribute.takes_several else [_one(attribute, raw)]
    allowed = options(attribute, LANGUAGE_OF_CHECKS)
    for value in chosen:
        if value not in allowed:
            message = _("“%(value)s” kan ikke vælges her. Vælg en af mulighederne på listen.")
            raise InvalidValue(message % {"value": str(value)[:60]})
    if attribute.exclusive in chosen and len(chosen) > 1:
        labels = options(attribute, LANGUAGE_OF_CHECKS)
        message = _("“%(value)s” kan ikke stå sammen med andre svar. Vælg kun det ene.")
        raise InvalidValue(message % {"value": labels[str(attribute.exclusive)]})
    return chosen


def _one(attribute: Attribute, raw: object) -> str:
    # YAML and JSON say yes and no as true and false.
    if attribute.kind == "yes_no" and isinstance(raw, bool):
        return YES if raw else NO
    if not isinstance(raw, str):
        raise InvalidValue(_("Vælg ét svar."))
    return raw


def _several(raw: object) -> list[str]:
    """The chosen values once each, in the order given."""
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        raise InvalidValue(_("Her skal svaret være en liste."))
    values = list(raw)
    if not all(isinstance(value, str) for value in values):
        raise InvalidValue(_("Her skal svaret være en liste af valg."))
    return list(dict.fromkeys(values))


def _number(attribute: Attribute, raw: object) -> Decimal:
    text = str(raw).strip()
    if isinstance(raw, bool) or not WHOLE_NUMBER.fullmatch(text):
        raise InvalidValue(_("Skriv et helt tal med cifre, for eksempel 1986."))
    if len(text) > 10:
        raise InvalidValue(_("Tallet er for langt. Skriv det med færre cifre."))
    number = int(text)
    if attribute.min is not None and number < attribute.min:
        raise InvalidValue(_("Skriv et tal på mindst %(min)s.") % {"min": attribute.min})
    if attribute.max is not None and number > attribute.max:
        raise InvalidValue(_("Skriv et tal på højst %(max)s.") % {"max": attribute.max})
    return Decimal(number)


def _date(raw: object) -> date:
    if type(raw) is date:
        return raw
    try:
        return date.fromisoformat(str(raw).strip())
    except ValueError as error:
        message = _("Datoen kan ikke læses. Skriv den som år-måned-dag, for eksempel 2026-01-31.")
        raise InvalidValue(message) from error


def _text(attribute: Attribute, raw: object) -> list[Value]:
    if not isinstance(raw, str):
        raise InvalidValue(_("Skriv svaret som tekst."))
    text = " ".join(raw.split())
    longest = attribute.max_length or DEFAULT_MAX_LENGTH
    if len(text) > longest:
        message = _("Svaret er for langt. Skriv højst %(longest)s tegn.")
        raise InvalidValue(message % {"longest": longest})
    return [text] if text else []
