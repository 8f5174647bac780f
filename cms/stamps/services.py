"""Reading stamps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection

from cms.stamps.declared import watches
from cms.stamps.minutes import OfThisMinute
from cms.stamps.models import Stamp

_TABLE = Stamp._meta.db_table
# Browsers whose habits are known.
BROWSERS = 10_000


@dataclass
class Glance:
    """The stamps that one request has read, and the browser that it came from ("": unknown)."""

    browser: str
    seen: dict[str, str] = field(default_factory=dict)


_glance: ContextVar[Glance | None] = ContextVar("stamps_at_a_glance", default=None)
# The stamps of single rows that a browser's last requests asked for.
_habits: OfThisMinute[tuple[str, ...]] = OfThisMinute(BROWSERS)


def own_name(watch: str, key: int) -> str:
    """The name of one row's stamp."""
    return f"{watch}:{key}"


@contextmanager
def at_a_glance(browser: str = "") -> Iterator[None]:
    """Within the block, a request that only reads, the stamps of whole tables are read once.

    What it answers is then right for the moment at which it began. The stamps of single rows that
    the same browser asked for last time, its citizen's, are read with them.
    """
    token = _glance.set(Glance(browser))
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
    glance = _glance.get()
    if glance is None:
        found = _read(names)
        return tuple(found.get(name, "") for name in names)
    seen = glance.seen
    if not all(name in seen for name in names):
        _see(glance, names)
    return tuple(seen[name] for name in names)


def _see(glance: Glance, names: Sequence[str]) -> None:
    """Read these, and with the first of a request all that it will probably ask for."""
    wanted = dict.fromkeys(names)
    whole = [watch.name for watch in watches()]
    if not glance.seen:
        habit = _habits.get(glance.browser) if glance.browser else None
        wanted |= dict.fromkeys((*whole, *(habit or ())))
    own = tuple(name for name in names if name not in whole)
    if glance.browser and own:
        _habits.put(glance.browser, own)
    # What isn't there is known not to be there.
    glance.seen |= dict.fromkeys(wanted, "") | _read(tuple(wanted))


def words_now(*names: str) -> tuple[str, ...]:
    """The words at this very moment, whatever the request has seen before."""
    found = _read(names)
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
