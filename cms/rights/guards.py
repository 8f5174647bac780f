"""The triggers by which the database itself refuses to change what is written once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def permitted_for(table: str) -> str:
    """Whether a permit for this table stands, in SQL."""
    return f"EXISTS (SELECT 1 FROM rights_permit WHERE table_name = '{table}')"  # noqa: S608


def guarded() -> list[str]:
    """Every table that is written once, on this floor and those above."""
    from cms.rights.models import AppendOnly

    return sorted(model._meta.db_table for model in AppendOnly.__subclasses__())


def install(connection: Any) -> None:
    """Put the triggers on every guarded table that is there, again where they are already.

    Also after each migration: SQLite alters a table by making it anew, without its triggers.
    """
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in guarded():
            if table in present:
                for statement in statements(table):
                    cursor.execute(statement)


def _sqlite(table: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
    rules = {
        "update": "BEFORE UPDATE ON {0}",
        "delete": "BEFORE DELETE ON {0} WHEN NOT " + permitted_for(table),
        # REPLACE removes the old row without asking the trigger of DELETE.
        "replace": "BEFORE INSERT ON {0} WHEN EXISTS (SELECT 1 FROM {0} WHERE id = NEW.id)",
    }
    for name, rule in rules.items():
        yield f"DROP TRIGGER IF EXISTS {table}_no_{name}"
        yield f"CREATE TRIGGER {table}_no_{name} {rule.format(table)} {refuse}"


def _postgresql(table: str) -> Iterator[str]:
    yield f"""
        CREATE OR REPLACE FUNCTION {table}_written_once() RETURNS trigger AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND {permitted_for(table)} THEN RETURN OLD; END IF;
            IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT 1 FROM {table}) THEN RETURN NULL; END IF;
            RAISE EXCEPTION '{table} is written once'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$ LANGUAGE plpgsql
    """  # noqa: S608 - the names stand above
    for name, rule in {
        "change": f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
        "truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
    }.items():
        yield f"DROP TRIGGER IF EXISTS {table}_no_{name} ON {table}"
        yield f"CREATE TRIGGER {table}_no_{name} {rule} EXECUTE FUNCTION {table}_written_once()"
