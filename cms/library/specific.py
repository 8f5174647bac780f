"""From bare items of several types to items with their own fields, all types in one query.

Django would take a query for each type. Here the tables of the types that are asked for are joined
to the one that all items share, and each row becomes an instance of its own type.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.sql import Query

from cms.library.models import Item, ItemQuerySet
from cms.library.registry import item_models
from cms.municipalities.models import Municipality, Owner

# Databases join no more tables than some 60 at once.
MOST_TYPES = 30
Keys = Mapping[str, Collection[int]]


def specific(items: Iterable[Item], municipality: Municipality) -> list[Item]:
    """The same items in the same order with all their fields, as on the municipality's shelf."""
    return _typed(items, Item.objects.on_shelf_of(municipality))


def own_fields(items: Iterable[Item], reason: str) -> list[Item]:
    """The same items in the same order with all their fields; say why they may be read."""
    return _typed(items, Item.objects.everything(reason))


def on_shelf(keys: Keys, municipality: Municipality) -> dict[int, Item]:
    """Items by primary key, with their owners, of those that stand on the municipality's shelf.

    `keys` are primary keys by type name; a type that isn't declared any more has none.
    """
    return read(keys, Item.objects.on_shelf_of(municipality))


def read(keys: Keys, allowed: ItemQuerySet) -> dict[int, Item]:
    """The items that are `allowed`, with their owners, by primary key."""
    wanted = {name: numbers for name, numbers in keys.items() if numbers and name in item_models()}
    names = sorted(wanted)
    found: dict[int, Item] = {}
    for start in range(0, len(names), MOST_TYPES):
        some = names[start : start + MOST_TYPES]
        numbers = [key for name in some for key in wanted[name]]
        found |= {item.pk: item for item in _read(some, allowed.filter(pk__in=numbers))}
    return found


def _typed(items: Iterable[Item], allowed: ItemQuerySet) -> list[Item]:
    listed = list(items)
    keys: dict[str, list[int]] = {}
    for item in listed:
        keys.setdefault(item.type_name, []).append(item.pk)
    found = read(keys, allowed)
    return [found[item.pk] for item in listed if item.pk in found]


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


def _read(names: Sequence[str], allowed: ItemQuerySet) -> Iterator[Item]:
    tables: list[type[Model]] = [Item, Owner, *(item_models()[name] for name in names)]
    parts: list[Part] = []
    start = 0
    for model in tables:
        parts.append(Part(model, model._meta.local_concrete_fields, start))
        start += len(parts[-1].fields)
    shared, owner, *own = parts
    by_name = dict(zip(names, own, strict=True))
    for row in _rows(parts, allowed):
        values = shared.values(row)
        yield _made(values, by_name[values["type_name"]], owner.values(row), row)


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


def _rows(parts: Sequence[Part], allowed: ItemQuerySet) -> list[Sequence[Any]]:
    """The joined rows, each value as its field has it in Python."""
    compiler: Any = Query(Item).get_compiler(connection=connection)
    columns = [field.get_col(_table(part.model)) for part in parts for field in part.fields]
    said = ", ".join(compiler.compile(column)[0] for column in columns)
    condition, values = allowed.order_by().values("pk").query.sql_with_params()
    sql = f"SELECT {said} {_joined(parts)} WHERE {_column(Item, 'id')} IN ({condition})"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return list(compiler.apply_converters(rows, compiler.get_converters(columns)))


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
