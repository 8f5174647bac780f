"""A cell's value as the plain data that the import format says, by the column's kind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cms.exchange import notation, prose
from cms.exchange.columns import Column
from cms.exchange.findings import BadCell, nearest
from cms.exchange.workbooks import unescaped

PROGRAM_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
SEPARATOR = re.compile(r"[;\n]")
YES = frozenset({"ja", "j", "yes", "true", "sand", "sandt", "x", "1", "1.0"})
NO = frozenset({"nej", "n", "no", "false", "falsk", "0", "0.0"})


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def read_cell(column: Column, value: Any) -> Any:
    """The cell as plain data. Raises BadCell with the way out."""
    if isinstance(value, str):
        value = unescaped(value.strip())
        if value in PROGRAM_ERRORS:
            raise BadCell(
                _("Cellen viser en fejl fra regnearket (%(error)s).") % {"error": value},
                _("Ret formlen, eller skriv værdien selv."),
            )
    if column.many:
        return _several(column, value)
    read = READERS.get(column.kind) or (_by_choice if column.choices else _text)
    return read(column, value)


def _text(_column: Column, value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute):
        value = value.date()
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y kl. %H.%M")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _by_choice(column: Column, value: Any) -> str:
    """The value of a choice, by its label or itself."""
    text = _text(column, value).strip()
    for key, label in column.choices.items():
        if text.casefold() in {key.casefold(), str(label).casefold()}:
            return key
    raise BadCell(
        _("“%(value)s” kan ikke vælges her.") % {"value": text},
        nearest(text, column.choices.values()),
    )


def _several(column: Column, value: Any) -> list[str]:
    words = [word.strip() for word in SEPARATOR.split(_text(column, value)) if word.strip()]
    if not column.choices:
        return words
    return list(dict.fromkeys(_by_choice(column, word) for word in words))


def _yes_no(_column: Column, value: Any) -> bool:
    text = str(value).strip().casefold()
    if text in YES or text in NO:
        return text in YES
    raise BadCell(
        _("“%(value)s” er hverken ja eller nej.") % {"value": value}, _("Skriv ja eller nej.")
    )


def _coordinate(_column: Column, value: Any) -> float:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,3},\d+", value):
        value = value.replace(",", ".")
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise BadCell(
            _("“%(value)s” er ikke et punkt på kortet.") % {"value": value},
            _("Skriv grader som 56,9552."),
        )
    return found


def _number(_column: Column, value: Any) -> Any:
    found = notation.number(value)
    whole = found == found.to_integral_value() and abs(found) < 10**15
    return int(found) if whole else str(found)


READERS: dict[str, Callable[[Column, Any], Any]] = {
    "yes_no": _yes_no,
    "coordinate": _coordinate,
    "number": _number,
    "money": lambda _column, value: str(notation.money(value)),
    "duration": lambda _column, value: notation.minutes(value),
    "date": lambda _column, value: notation.day(value).isoformat(),
    "date_time": lambda _column, value: notation.moment(value).isoformat(),
    "rich_text": lambda column, value: prose.to_html(_text(column, value)),
    "blocks": lambda column, value: prose.to_blocks(_text(column, value)),
}


def write_cell(column: Column, value: Any) -> Any:
    """Plain data as a cell that `read_cell` reads back; formatted text becomes plain."""
    if value is None or value == "" or value == []:
        return None
    if column.many:
        return "; ".join(str(column.choices.get(word, word)) for word in value)
    if column.kind in WRITERS:
        return WRITERS[column.kind](value)
    return column.choices.get(value, value)


WRITERS: dict[str, Callable[[Any], Any]] = {
    "yes_no": lambda value: "ja" if value else "nej",
    "number": lambda value: Decimal(value) if isinstance(value, str) else value,
    "money": lambda value: Decimal(value) if isinstance(value, str) else value,
    "date": notation.day,
    "date_time": notation.local,
    "rich_text": prose.to_plain,
    "blocks": prose.blocks_to_plain,
}
