"""Every table that holds data: read row by row, counted, marked with a hash, and filled again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models

from cms.operations.backup.values import Kind, kind_of

# Made from the rest: `update_index` makes it again; stamps are another database's.
DERIVED_APPS = frozenset({"wagtailsearch", "stamps"})
ROWS_AT_ONCE = 500
Row = list[Any]


def line(row: Row) -> bytes:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Tally:
    """Counts rows and gives a hash that says nothing of their order."""

    def __init__(self) -> None:
        """No row yet."""
        self._digests: list[bytes] = []

    def add(self, row: Row) -> None:
        """One more."""
        self._digests.append(sha256(line(row)).digest())

    def figures(self) -> dict[str, Any]:
        """The number of rows, and the hash."""
        digest = sha256(b"".join(sorted(self._digests))).hexdigest()
        return {"rows": len(self._digests), "sha256": digest}


@dataclass(frozen=True)
class Table:
    """One table of the database; a model's own columns only, not those of its parents."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        """As the database calls it."""
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> dict[str, Kind]:
        """The kind of each column."""
        fields = self.model._meta.local_concrete_fields
        return {str(field.column): kind_of(field) for field in fields}

    def rows(self, connection: Any) -> Iterator[Row]:
        """Every row, in the form that is the same everywhere."""
        quote = connection.ops.quote_name
        json_kind = models.JSONField
        wanted = ", ".join(
            f"CAST({quote(column)} AS text)" if isinstance(kind.field, json_kind) else quote(column)
            for column, kind in self.columns.items()
        )
        kinds = list(self.columns.values())
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {wanted} FROM {quote(self.name)}")  # noqa: S608
            for row in cursor:
                yield [
                    None if value is None else kind.said(value)
                    for kind, value in zip(kinds, row, strict=True)
                ]

    def figures(self, connection: Any) -> dict[str, Any]:
        """How many rows there are, and their hash."""
        tally = Tally()
        for row in self.rows(connection):
            tally.add(row)
        return tally.figures()

    def empty(self, connection: Any) -> None:
        """Remove every row."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.name)}")  # noqa: S608

    def fill(self, connection: Any, columns: list[str], rows: Iterable[Row]) -> None:
        """Add rows whose values stand in this order of columns."""
        quote = connection.ops.quote_name
        kinds = [self.columns[column] for column in columns]
        places = ", ".join(["%s"] * len(columns))
        statement = (
            f"INSERT INTO {quote(self.name)} ({', '.join(map(quote, columns))}) "  # noqa: S608
            f"VALUES ({places})"
        )
        with connection.cursor() as cursor:
            remaining = iter(rows)
            while some := list(islice(remaining, ROWS_AT_ONCE)):
                cursor.executemany(
                    statement,
                    [
                        [
                            None
                            if value is None
                            else kind.field.get_db_prep_value(kind.read(value), connection)
                            for kind, value in zip(kinds, row, strict=True)
                        ]
                        for row in some
                    ],
                )


def tables() -> list[Table]:
    """All that is kept, by name."""
    found = {
        model._meta.db_table: Table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in DERIVED_APPS
    }
    return [found[name] for name in sorted(found)]
