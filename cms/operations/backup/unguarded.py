"""Lets a restore write what the database otherwise guards: triggers rest, references may wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"


@contextmanager
def unguarded(connection: Any, tables: Sequence[str]) -> Iterator[None]:
    """For the block; inside a transaction, so that nobody else ever sees them off guard."""
    manager = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with manager(connection, tables):
        yield


@contextmanager
def _sqlite(connection: Any, tables: Sequence[str]) -> Iterator[None]:
    """Triggers are taken away and made again, word for word."""
    kept: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(_SQLITE_TRIGGERS, [table])
            for name, statement in cursor.fetchall():
                kept.append(statement)
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for statement in kept:
            cursor.execute(statement)


@contextmanager
def _postgresql(connection: Any, tables: Sequence[str]) -> Iterator[None]:
    """Only the product's own triggers: those of the references stay."""
    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        # What waits must be answered before a table can be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def one_moment(connection: Any) -> Iterator[None]:
    """Everything read in the block is as it was at one moment; nobody has to wait for us."""
    begin = {
        "sqlite": "BEGIN DEFERRED",
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }[connection.vendor]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
