"""From bare items of several types to items with their own fields, all types in one query.

Django would take a query for each type. Here the tables of the types that are asked for are joined
to the one that all items share, and each row becomes an instance of its own type.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.sql import Query

from cms.databases.frames import Frame, Statement, compiled_once, frame_of
from cms.databases.said import one_of
from cms.library.frames import NARROWED, here, some_shelf
from cms.library.models import Item, ItemQuerySet
from cms.library.registry import item_models
from cms.municipalities.models import Municipality, Owner

# Databases join no more tables than some 60 at once.
MOST_TYPES = 30
Keys = Mapping[str, Collection[int]]


def specific(items: Iterable[Item], municipality: Municipality) -> list[Item]:
    """The same items in the same order with all their fields, as on the municipality's shelf."""
    listed = list(items)
    found = on_shelf(_by_type(listed), municipality)
    return [found[item.pk] for item in listed if item.pk in found]


def own_fields(items: Iterable[Item], reason: str) -> list[Item]:
    """The same items in the same order with all their fields; say why they may be read."""
    listed = list(items)
    found = read(_by_type(listed), Item.objects.everything(reason))
    return [found[item.pk] for item in listed if item.pk in found]


def on_shelf(keys: Keys, municipality: Municipality) -> dict[int, Item]:
    """Items by primary key, with their owners, of those that stand on the municipality's shelf.

    `keys` are primary keys by type name; a type that isn't declared any more has none.
    """

    def shelf(numbers: Sequence[int]) -> Statement:
        return _on_shelf().filled({**here(municipality), NARROWED: one_of("pk", numbers)})

    return _found(keys, shelf)


def read(keys: Keys, allowed: ItemQuerySet) -> dict[int, Item]:
    """The items that are `allowed`, with their owners, by primary key."""

    def among(numbers: Sequence[int]) -> Statement:
        return frame_of(allowed.filter(pk__in=numbers).order_by().values("pk")).filled({})

    return _found(keys, among)


@compiled_once
def _on_shelf() -> Frame:
    return frame_of(some_shelf(Item).order_by().values("pk"))


def _found(keys: Keys, allowed: Callable[[Sequence[int]], Statement]) -> dict[int, Item]:
    wanted = {name: numbers for name, numbers in keys.items() if numbers and name in item_models()}
    names = sorted(wanted)
    found: dict[int, Item] = {}
    for start in range(0, len(names), MOST_TYPES):
        some = names[start : start + MOST_TYPES]
        numbers = [key for name in some for key in wanted[name]]
        models = tuple(item_models()[name] for name in some)
        found |= {item.pk: item for item in _read(models, allowed(numbers))}
    return found


def _by_type(items: Iterable[Item]) -> Keys:
    keys: dict[str, list[int]] = {}
    for item in items:
        keys.setdefault(item.type_name, []).append(item.pk)
    return keys


@dataclass(frozen=True)
class Part:
    """The columns of one table in a joined row, and where they begin."""

    model: type[Model]
    fields: Sequence[Field[Any, Any]]
    start: int

    def values(self, row: Sequence[Any]) -> dict[str, Any]:
        """What the row says of this table, by attribute."""
        pairs = zip(self.fields, row[self.start : self.start + len(self.fields)], strict=True)
        return {field.attname: value for field, value in pairs}


@dataclass(frozen=True)
class Reading:
    """How items of some types are read: the joined rows' SQL, and what makes instances of them."""

    sql: str
    shared: Part
    owner: Part
    own: Mapping[str, Part]
    converters: Any
    compiler: Any


@compiled_once
def _reading(models: tuple[type[Item], ...]) -> Reading:
    tables: list[type[Model]] = [Item, Owner, *models]
    parts: list[Part] = []
    start = 0
    for model in tables:
        parts.append(Part(model, model._meta.local_concrete_fields, start))
        start += len(parts[-1].fields)
    shared, owner, *own = parts
    compiler: Any = Query(Item).get_compiler(connection=connection)
    columns = [field.get_col(_table(part.model)) for part in parts for field in part.fields]
    said = ", ".join(compiler.compile(column)[0] for column in columns)
    sql = f"SELECT {said} {_joined(parts)} WHERE {_column(Item, 'id')} IN "
    by_name = {model.declaration.name: part for model, part in zip(models, own, strict=True)}
    return Reading(sql, shared, owner, by_name, compiler.get_converters(columns), compiler)


def _read(models: tuple[type[Item], ...], allowed: Statement) -> Iterator[Item]:
    reading = _reading(models)
    for row in _rows(reading, allowed):
        values = reading.shared.values(row)
        part = reading.own[values["type_name"]]
        yield _made(values, part, reading.owner.values(row), row)


def _made(values: Mapping[str, Any], part: Part, owner: Mapping[str, Any], row: Any) -> Item:
    """An instance as Django would have read it, with its owner."""
    all_values = {**values, **part.values(row)}
    item: Any = _instance(part.model, all_values)
    item.owner = _instance(Owner, owner)
    return item  # type: ignore[no-any-return]


def _instance(model: type[Model], values: Mapping[str, Any]) -> Model:
    names = [field.attname for field in model._meta.concrete_fields]
    made: Model = model.from_db(connection.alias, names, [values[name] for name in names])
    return made


def _rows(reading: Reading, allowed: Statement) -> list[Sequence[Any]]:
    """The joined rows, each value as its field has it in Python."""
    with connection.cursor() as cursor:
        cursor.execute(f"{reading.sql}({allowed.sql})", allowed.values)
        rows = cursor.fetchall()
    return list(reading.compiler.apply_converters(rows, reading.converters))


def _joined(parts: Sequence[Part]) -> str:
    _shared, _owner, *own = (part.model for part in parts)
    key = _column(Item, "id")
    joins = [f"INNER JOIN {_quoted(Owner)} ON {_column(Owner, 'id')} = {_column(Item, 'owner_id')}"]
    joins += [
        f"LEFT JOIN {_quoted(model)} ON {_column(model, _key(model))} = {key}" for model in own
    ]
    return f"FROM {_quoted(Item)} {' '.join(joins)}"


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(_table(model))


def _column(model: type[Model], column: str) -> str:
    return f"{_quoted(model)}.{connection.ops.quote_name(column)}"
