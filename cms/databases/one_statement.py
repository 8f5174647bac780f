# ruff: noqa: S608 - only statements that Django has made are put together
"""Several questions answered in one statement, each with columns of its own.

What differs from table to table is handed over as JSON, one row an array, and read back as the
fields that it came from. A page with many parts then waits for the database once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, Field, FloatField, JSONField, QuerySet
from django.utils.dateparse import parse_datetime

from cms.databases.frames import Statement, frame_of

# What databases call it to make an object of pairs and an array.
OBJECT = {"sqlite": "json_object", "postgresql": "json_build_object"}
_ARRAY = {"sqlite": "json_array", "postgresql": "json_build_array"}
# SQLite keeps JSON as a text, and says fewer digits of a number than it has.
_IN_SQLITE: dict[type[Field[Any, Any]], str] = {
    JSONField: "json({0})",
    FloatField: "CASE WHEN {0} IS NOT NULL THEN printf('%%!.17g', {0}) END",
}
Row = tuple[Any, ...]


def ask_together(questions: Sequence[QuerySet[Any, Any] | Statement]) -> list[list[Row]]:
    """The rows of each `values_list` or statement, all in one; in which order isn't said."""
    found: list[list[Row]] = [[] for _question in questions]
    asked = {number: one for number, each in enumerate(questions) if (one := _compiled(each))}
    if not asked:
        return found
    with connection.cursor() as cursor:
        values = [value for one in asked.values() for value in one.values]
        cursor.execute(_joined(asked), values)
        for number, row in cursor.fetchall():
            pairs = zip(asked[number].fields, json.loads(row), strict=True)
            found[number].append(tuple(read_back(field, said) for field, said in pairs))
    return found


def as_json(column: str, field: Any) -> str:
    """A column as it stands in an array or an object, so that nothing of it is lost."""
    said = _IN_SQLITE.get(type(field), "{0}") if connection.vendor == "sqlite" else "{0}"
    return said.format(column)


def read_back(field: Field[Any, Any], said: Any) -> Any:
    """What a field has in Python, of what JSON says. SQLite has moments in UTC and is silent."""
    if said is None:
        return None
    if isinstance(field, DateTimeField):
        moment: datetime = parse_datetime(said)  # type: ignore[assignment]
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return field.to_python(said)


def _compiled(question: QuerySet[Any, Any] | Statement) -> Statement | None:
    if isinstance(question, Statement):
        return question
    try:
        return frame_of(question).filled({})
    except EmptyResultSet:
        return None


def _joined(asked: dict[int, Statement]) -> str:
    tables = ", ".join(f"{_table(key, one)} AS ({one.sql})" for key, one in asked.items())
    parts = " UNION ALL ".join(
        f"SELECT {key}, {_row(one)} FROM q{key}" for key, one in asked.items()
    )
    return f"WITH {tables} {parts}"


def _table(key: int, one: Statement) -> str:
    return f"q{key}({', '.join(f'c{number}' for number in range(len(one.fields)))})"


def _row(one: Statement) -> str:
    columns = (as_json(f"c{number}", field) for number, field in enumerate(one.fields))
    return f"CAST({_ARRAY[connection.vendor]}({', '.join(columns)}) AS text)"
