"""Ordering by a title or a name in the database: the rule of `cms.shared.alphabet` in SQL.

SQLite asks the rule itself, as a function that the connection knows. PostgreSQL is told it as an
expression, so that nothing must be installed there; the keys are the same, sign by sign, whatever
language the database was made with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Func, TextField

from cms.shared.alphabet import ACCENTED, DANISH, LETTERS, LONGEST, PAIRS, alphabetical

FUNCTION = "danish_alphabetical"
SQL = tuple[str, Any]


class Alphabetical(Func):
    """The key by which a text column is sorted; NULL stays NULL."""

    function = FUNCTION
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> SQL:
        """PostgreSQL's own functions, compared byte by byte."""
        return super().as_sql(compiler, connection, template=_in_postgresql())


class Key(Func):
    """A key that is kept in a column, compared as the rule compares keys."""

    template = "%(expressions)s"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> SQL:
        """Byte by byte, whatever language the database was made with."""
        return super().as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"')


def by_key(name: str) -> Any:
    """How a queryset is ordered by such a column; "-name" from the end."""
    return _turned(Key(name.removeprefix("-")), name)


def by(name: str) -> Any:
    """How a queryset is ordered by a title or a name; "-name" from the end."""
    return _turned(Alphabetical(name.removeprefix("-")), name)


def _turned(key: Func, name: str) -> Any:
    return key.desc() if name.startswith("-") else key.asc()


def key_or_null(value: object) -> object:
    """What SQLite is given for a value."""
    return alphabetical(value) if isinstance(value, str) else value


@cache
def _in_postgresql() -> str:
    """See `alphabetical`, step by step; each but the first only where letters need it.

    Steps are rows of one another, so that each is worked out once.
    """
    whole = "CASE WHEN t IS NFKC NORMALIZED THEN t ELSE normalize(t, NFKC) END"
    bare = rf"regexp_replace(normalize({_renamed(LETTERS)}, NFD), {_text(ACCENTED)}, '\1', 'g')"
    steps = (_renamed(DANISH, whole), f"normalize({bare}, NFC)")
    found = '(SELECT (%(expressions)s) COLLATE "C" AS t OFFSET 0) AS given'
    for number, step in enumerate(steps):
        plain = f"CASE WHEN octet_length(t) = char_length(t) THEN t ELSE {step} END"
        found = f"(SELECT {plain} AS t FROM {found} OFFSET 0) AS step{number}"  # noqa: S608
    key = "lower(t)"
    for pair, instead in PAIRS.items():
        key = f"replace({key}, {_text(pair)}, {_text(instead)})"
    return f"(SELECT left(btrim({key}, ' '), {LONGEST}) FROM {found})"  # noqa: S608


def _renamed(letters: Mapping[str, str], text: str = "t") -> str:
    known, signs = "".join(letters), "".join(letters.values())
    return f"translate({text}, {_text(known)}, {_text(signs)})"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
