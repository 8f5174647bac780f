"""Reading stamps."""

from __future__ import annotations

from django.db import connection

from cms.stamps.models import Stamp

_TABLE = Stamp._meta.db_table


def own_name(watch: str, key: int) -> str:
    """The name of one row's stamp."""
    return f"{watch}:{key}"


def words(*names: str) -> tuple[str, ...]:
    """The words under these names, in one statement; "" for a stamp that isn't there.

    The words stand for what is committed, so whoever keeps something under them must not be in
    the middle of a transaction (see `may_keep`).
    """
    places = ", ".join(["%s"] * len(names))
    # Asked at every request, so in plain SQL: the ORM would take longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, word FROM {_TABLE} WHERE name IN ({places})", names)  # noqa: S608
        found = dict(cursor.fetchall())
    return tuple(found.get(name, "") for name in names)


def may_keep() -> bool:
    """Whether what is read now may be kept for others: not what a transaction may yet undo."""
    return not connection.in_atomic_block
