# ruff: noqa: S608 - only names of tables and columns are put into the statement
"""What one citizen has done with items, whichever capability keeps it, read in one statement.

A page asks many capabilities about the same citizen. Django would take a query for each table;
here a request that only reads asks them all at once, and rows are made of what is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BinaryField, Field, Model

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.databases.one_statement import OBJECT, as_json, read_back
from cms.library.models import Item
from cms.stamps.services import only_reads, read_once

Row = TypeVar("Row", bound=Model)
Models = tuple[type[Model], ...]


def own_of(model: type[Row], citizen: Citizen) -> list[Row]:
    """The citizen's rows of a table that a capability names, the oldest first.

    Sealed content is left out; it is read when somebody asks for it.
    """
    found: list[Row] = _own(model, citizen).rows(model)
    return found


def own_about(model: type[Row], item: Item, citizen: Citizen) -> Row | None:
    """The citizen's row about an item, of a table that has one at the most."""
    rows = own_of(model, citizen)
    return next((row for row in rows if row.item_id == item.pk), None)  # type: ignore[attr-defined]


class Own:
    """What the database told of a citizen; rows are made when they are asked for."""

    def __init__(self, told: Mapping[type[Model], Sequence[str]]) -> None:
        """Keep it."""
        self._told = told
        self._made: dict[type[Model], list[Any]] = {}

    def rows(self, model: type[Model]) -> list[Any]:
        """The rows of a table, the oldest first; a list of one's own."""
        if model not in self._made:
            made = [_made(model, json.loads(one)) for one in self._told.get(model, ())]
            self._made[model] = sorted(made, key=lambda row: row.pk)
        return list(self._made[model])


def _own(model: type[Model], citizen: Citizen) -> Own:
    if not only_reads():
        # What was just written must be met, and the other tables are nobody's question.
        return _read((model,), citizen.pk)
    return read_once(("own", citizen.pk), lambda: _read(_all_models(), citizen.pk))


def _all_models() -> Models:
    return tuple(model for one in all_capabilities().values() for model in one.own_models)


def _read(models: Models, citizen: int | None) -> Own:
    told: dict[type[Model], list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(models), [citizen] * len(models))
        for number, row in cursor.fetchall():
            told.setdefault(models[number], []).append(row)
    return Own(told)


@lru_cache(maxsize=50)
def _statement(models: Models) -> str:
    return " UNION ALL ".join(
        f"SELECT {number}, {_object(model)} FROM {_quoted(model._meta.db_table)} "
        f"WHERE {_quoted('citizen_id')} = %s"
        for number, model in enumerate(models)
    )


def _object(model: type[Model]) -> str:
    pairs = (
        f"'{field.attname}', {as_json(_quoted(str(field.column)), field)}"
        for field in _fields(model)
    )
    return f"CAST({OBJECT[connection.vendor]}({', '.join(pairs)}) AS text)"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@lru_cache(maxsize=50)
def _fields(model: type[Model]) -> Sequence[Field[Any, Any]]:
    return [one for one in model._meta.concrete_fields if not isinstance(one, BinaryField)]


def _made(model: type[Model], said: Mapping[str, Any]) -> Model:
    values = [read_back(field, said[field.attname]) for field in _fields(model)]
    names = [field.attname for field in _fields(model)]
    return model.from_db(connection.alias, names, values)
