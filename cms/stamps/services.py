"""Reading stamps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from cms.stamps.declared import watches
from cms.stamps.models import Stamp

_TABLE = Stamp._meta.db_table
_glance: ContextVar[dict[str, str] | None] = ContextVar("stamps_at_a_glance", default=None)


def own_name(watch: str, key: int) -> str:
    """The name of one row's stamp."""
    return f"{watch}:{key}"


@contextmanager
def at_a_glance() -> Iterator[None]:
    """Within the block, a request that only reads, the stamps of whole tables are read once.

    What it answers is then right for the moment at which it began.
    """
    token = _glance.set({})
    try:
        yield
    finally:
        _glance.reset(token)


def look_again() -> None:
    """From here on each stamp is read when it is asked for: the request writes after all."""
    _glance.set(None)


def words(*names: str) -> tuple[str, ...]:
    """The words under these names, in one statement; "" for a stamp that isn't there.

    The words stand for what is committed, so whoever keeps something under them must not be in
    the middle of a transaction (see `may_keep`).
    """
    seen = _glance.get()
    if seen is None:
        found = _read(names)
    elif seen.keys() >= set(names):
        found = seen
    else:
        whole = [] if seen else [watch.name for watch in watches()]
        # What isn't there is known not to be there.
        seen |= dict.fromkeys((*whole, *names), "") | _read((*whole, *names))
        found = seen
    return tuple(found.get(name, "") for name in names)


def _read(names: Sequence[str]) -> dict[str, str]:
    places = ", ".join(["%s"] * len(names))
    # Asked at every request, so in plain SQL: the ORM would take longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, word FROM {_TABLE} WHERE name IN ({places})", names)  # noqa: S608
        return dict(cursor.fetchall())


def may_keep() -> bool:
    """Whether what is read now may be kept for others: not what a transaction may yet undo."""
    return not connection.in_atomic_block
