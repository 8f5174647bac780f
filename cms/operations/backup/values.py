"""Columns in a form that is the same whatever database they come from: plain JSON values.

Columns are read as the database has them, past the fields' own conversions: what is sealed stays
sealed, and blocks of kinds that are gone are kept.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Kind:
    """How a kind of column is said in JSON and read again; neither meets NULL."""

    said: Convert
    read: Convert
    # A plain field of the kind, which prepares what was read for the database at hand.
    field: models.Field[Any, Any]


def kind_of(field: models.Field[Any, Any]) -> Kind:
    """The kind of a column; that of what it points to for a reference. Raises KeyError."""
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]
    name = field.get_internal_type()
    if name == "DecimalField":
        return _decimal(field.decimal_places)  # type: ignore[attr-defined]
    return KINDS[name]


def _as_it_is(value: Any) -> Any:
    return value


def _moment(value: Any) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return str(aware.isoformat())


def _day(value: Any) -> str:
    return str(value if isinstance(value, str) else value.isoformat())


def _clock(value: Any) -> str:
    return str((time.fromisoformat(value) if isinstance(value, str) else value).isoformat())


def _decimal(places: int) -> Kind:
    step = Decimal(1).scaleb(-places)
    field: Any = models.DecimalField(max_digits=50, decimal_places=places)
    return Kind(lambda value: str(Decimal(str(value)).quantize(step)), Decimal, field)


def _json(value: Any) -> str:
    """Without the spaces, escapes and order of keys in which databases differ."""
    found = json.loads(value)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class _AnyJSON(models.JSONField):
    """Prepares JSON's null as such, and not as NULL."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the database takes JSON."""
        return connection.ops.adapt_json_value(value, None)


_TEXT = Kind(str, _as_it_is, models.TextField())
_WHOLE = Kind(int, _as_it_is, models.BigIntegerField())
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("CharField", "SlugField", "TextField", "FileField"), _TEXT),
    **dict.fromkeys(
        (
            *("AutoField", "BigAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"),
            *("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"),
        ),
        _WHOLE,
    ),
    "BooleanField": Kind(bool, _as_it_is, models.BooleanField()),
    "FloatField": Kind(float, _as_it_is, models.FloatField()),
    "DateTimeField": Kind(_moment, datetime.fromisoformat, models.DateTimeField()),
    "DateField": Kind(_day, date.fromisoformat, models.DateField()),
    "TimeField": Kind(_clock, time.fromisoformat, models.TimeField()),
    "UUIDField": Kind(lambda value: str(UUID(str(value))), UUID, models.UUIDField()),
    "BinaryField": Kind(
        lambda value: base64.b64encode(bytes(value)).decode(),
        base64.b64decode,
        models.BinaryField(),
    ),
    "JSONField": Kind(_json, json.loads, _AnyJSON()),
}
