"""Reading stamps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections

from cms.stamps.beside import declared_beside
from cms.stamps.declared import watches
from cms.stamps.minutes import OfThisMinute
from cms.stamps.models import Stamp

Read = TypeVar("Read")
_TABLE = Stamp._meta.db_table
# Browsers whose habits are known.
BROWSERS = 10_000


@dataclass
class Glance:
    """The stamps that one request has read, and the browser that it came from ("": unknown)."""

    browser: str
    seen: dict[str, str] = field(default_factory=dict)
    # What was read of the browser beside them, and not taken yet (see `beside`).
    beside: list[str] | None = None
    # What else the request has read, by what it is.
    once: dict[Hashable, Any] = field(default_factory=dict)


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


def read_once(key: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives; a request that only reads asks once. Nothing stays after the request."""
    glance = _glance.get()
    if glance is None:
        return read()
    if key not in glance.once:
        glance.once[key] = read()
    found: Read = glance.once[key]
    return found


def only_reads() -> bool:
    """Whether this is a request that only reads, so that what it has read stays right for it."""
    return _glance.get() is not None


def look_again() -> None:
    """From here on all is read when it is asked for: the request writes after all."""
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
    whole = [watch.name for watch in watches()]
    own = tuple(name for name in names if name not in whole)
    if glance.browser and own:
        _habits.put(glance.browser, own)
    if glance.seen:
        # What isn't there is known not to be there.
        glance.seen |= dict.fromkeys(names, "") | _read(names)
        return
    habit = _habits.get(glance.browser) if glance.browser else None
    wanted = dict.fromkeys((*whole, *names, *(habit or ())), "")
    found, glance.beside = _read_first(tuple(wanted), glance.browser)
    glance.seen |= wanted | found


def beside(browser: str) -> list[str] | None:
    """The text of the browser that came with the request's first stamps: one, or none.

    Given once, and only for the browser that the request came from; None where nothing was read,
    or where it was given already: whoever asks again wants what holds by now.
    """
    glance = _glance.get()
    if glance is None or glance.browser != browser:
        return None
    found, glance.beside = glance.beside, None
    return found


def words_now(*names: str) -> tuple[str, ...]:
    """The words at this very moment, whatever the request has seen before."""
    found = _read(names)
    return tuple(found.get(name, "") for name in names)


def _read(names: Sequence[str]) -> dict[str, str]:
    return dict(_rows(_ask(names), names))


def _read_first(names: Sequence[str], browser: str) -> tuple[dict[str, str], list[str] | None]:
    """The words, and the text that is read beside them where the browser can have one."""
    text = declared_beside() if browser else None
    values = text.values(browser) if text else None
    if text is None or values is None:
        return _read(names), None
    rows = _rows(f"{_ask(names)} UNION ALL {text.statement()}", (*names, *values))
    found = dict(rows)
    found.pop("", None)
    return found, [word for name, word in rows if not name]


def _ask(names: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(names))
    return f"SELECT name, word FROM {_TABLE} WHERE name IN ({places})"  # noqa: S608


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[str, str]]:
    # Asked at every request, so in plain SQL: the ORM would take longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[str, str]] = cursor.fetchall()
        return rows


def may_keep() -> bool:
    """Whether what is read now may be kept for others: not what a transaction may yet undo."""
    return not connections[DEFAULT_DB_ALIAS].in_atomic_block
