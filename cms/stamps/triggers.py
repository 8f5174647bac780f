"""The triggers that renew stamps, so that no way of writing can forget to.

A migration may make a table anew, and SQLite refuses that while triggers speak of it; so they
are taken away before migrations and put back after.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from cms.stamps.declared import OwnWatch, Watch, own_watches, watches
from cms.stamps.models import Stamp

PREFIX = "stamp_"
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_TABLE = Stamp._meta.db_table


def install(connection: Any) -> None:
    """Put the triggers on every watched table that is there, and see that every stamp is there."""
    dialect = DIALECTS[connection.vendor]()
    remove(connection)
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if _TABLE not in present:
            return
        for statement in dialect.statements(present):
            cursor.execute(statement)


def renew_all(connection: Any) -> None:
    """Give everything another word: what was kept under the old ones is of another database."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TABLE}")  # noqa: S608
        for statement in DIALECTS[connection.vendor]().words():
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take every trigger away."""
    ask, drop = {"sqlite": _SQLITE_TRIGGERS, "postgresql": _POSTGRESQL_TRIGGERS}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask, [f"{PREFIX}%"])
        for name, table in cursor.fetchall():
            cursor.execute(drop.format(name=name, table=table))


_SQLITE_TRIGGERS = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    'DROP TRIGGER "{name}"',
)
_POSTGRESQL_TRIGGERS = (
    "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname LIKE %s",
    'DROP TRIGGER "{name}" ON {table}',
)


class Sqlite:
    """Triggers of SQLite: for each row, with their statements inside."""

    word = "lower(hex(randomblob(8)))"

    def statements(self, present: set[str]) -> Iterator[str]:
        """Every statement, for the tables that are present."""
        for watch in watches():
            yield self.renewed(watch)
            for table in present.intersection(watch.tables()):
                yield from self.for_table(watch, table)
        for own in own_watches():
            if own.owner()._meta.db_table in present:
                yield from self.for_owner(own)
                for table, column in own.columns():
                    if table in present:
                        yield from self.for_column(own, table, column)

    def words(self) -> Iterator[str]:
        """The statements that give every stamp its word; all tables are there."""
        yield from map(self.renewed, watches())
        yield from map(self.backfilled, own_watches())

    def renewed(self, watch: Watch) -> str:
        """The statement that renews the stamp of whole tables."""
        return (
            f"INSERT INTO {_TABLE} (name, word) VALUES ('{watch.name}', {self.word}) "  # noqa: S608
            f"ON CONFLICT (name) DO UPDATE SET word = excluded.word"
        )

    def renewed_for(self, own: OwnWatch, values: list[str]) -> str:
        """The statement that renews the stamps of the rows pointed to; none is ever made here."""
        names = ", ".join(f"'{own.name}:' || {value}" for value in values)
        return f"UPDATE {_TABLE} SET word = {self.word} WHERE name IN ({names})"  # noqa: S608

    def given(self, own: OwnWatch, value: str) -> str:
        """The statement that gives a new row its stamp."""
        return (
            f"INSERT INTO {_TABLE} (name, word) VALUES ('{own.name}:' || {value}, {self.word}) "  # noqa: S608
            "ON CONFLICT (name) DO UPDATE SET word = excluded.word"
        )

    def taken(self, own: OwnWatch, value: str) -> str:
        """The statement that takes the stamp of a row that is gone."""
        return f"DELETE FROM {_TABLE} WHERE name = '{own.name}:' || {value}"  # noqa: S608

    def backfilled(self, own: OwnWatch) -> str:
        """The statement that gives stamps to rows that have none yet."""
        meta = own.owner()._meta
        key = f"'{own.name}:' || {meta.pk.column}"
        return (
            f"INSERT INTO {_TABLE} (name, word) SELECT {key}, {self.word} FROM {meta.db_table} "  # noqa: S608
            f"WHERE {key} NOT IN (SELECT name FROM {_TABLE})"
        )

    def for_table(self, watch: Watch, table: str) -> Iterator[str]:
        """The triggers of one table for a stamp of whole tables."""
        for event in EVENTS:
            name = f"{watch.name}_{event.lower()}_{table}"
            yield self.trigger(name, event, table, self.renewed(watch))

    def for_owner(self, own: OwnWatch) -> Iterator[str]:
        """The triggers of the owners' table itself, and the stamps that are missing."""
        meta = own.owner()._meta
        table, key = meta.db_table, meta.pk.column
        yield self.trigger(f"{own.name}_given", "INSERT", table, self.given(own, f"NEW.{key}"))
        yield self.trigger(f"{own.name}_taken", "DELETE", table, self.taken(own, f"OLD.{key}"))
        renewed = self.renewed_for(own, [f"NEW.{key}"])
        yield self.trigger(f"{own.name}_itself", "UPDATE", table, renewed)
        yield self.backfilled(own)

    def for_column(self, own: OwnWatch, table: str, column: str) -> Iterator[str]:
        """The triggers of one table that points to the owners."""
        for event, rows in EVENTS.items():
            body = self.renewed_for(own, [f"{row}.{column}" for row in rows])
            yield self.trigger(f"{own.name}_{event.lower()}_{table}_{column}", event, table, body)

    def trigger(self, name: str, event: str, table: str, body: str) -> str:
        """One trigger."""
        return f'CREATE TRIGGER "{PREFIX}{name}" AFTER {event} ON "{table}" BEGIN {body}; END'


class Postgresql(Sqlite):
    """Triggers of PostgreSQL: functions, and one call a statement where no row is looked at."""

    word = "md5(random()::text || clock_timestamp()::text)"

    def trigger(self, name: str, event: str, table: str, body: str) -> str:
        """A function and its trigger; names are cut at 63 signs, so a short one is made."""
        short = f"{PREFIX}{sha256(name.encode()).hexdigest()[:24]}"
        each = "ROW" if "NEW." in body or "OLD." in body else "STATEMENT"
        return (
            f"CREATE OR REPLACE FUNCTION {short}() RETURNS trigger AS $$ "
            f"BEGIN {body}; RETURN NULL; END $$ LANGUAGE plpgsql; "
            f'CREATE TRIGGER {short} AFTER {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION {short}()"
        )


DIALECTS = {"sqlite": Sqlite, "postgresql": Postgresql}
