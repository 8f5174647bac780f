r"""Statements that Django has compiled once, with blanks for what each request says.

Which tables, columns and joins a list is read from is the same for everybody, and so is most of its
SQL. That much is compiled when it is first asked for, and kept; who asks, and for what, is written
into its blanks as text. A frame holds nothing of any request, so it never grows old.

A blank stands in the compiled text as `\x01name\x02column=…\x02column=…\x01`: it knows how the
query around it calls each column that may be spoken of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, QuerySet

from cms.databases.said import Said

EDGE, BETWEEN = "\x01", "\x02"


@dataclass(frozen=True)
class Hole:
    """Where a blank's values stand among a statement's."""

    name: str


@dataclass(frozen=True)
class Statement:
    """SQL with its values, and the fields that its columns come from."""

    sql: str
    values: tuple[Any, ...]
    fields: tuple[Field[Any, Any], ...] = ()

    def part(self, most: int, after: int = 0) -> Statement:
        """At most so many of its rows, after so many others."""
        limits = f"{self.sql} LIMIT {int(most)} OFFSET {int(after)}"
        return Statement(limits, self.values, self.fields)


@dataclass(frozen=True)
class Blank:
    """A place in a frame: which blank it is, and how columns are called there."""

    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Frame:
    """A compiled statement; `texts` stand around `blanks`, and holes among the `values`."""

    texts: tuple[str, ...]
    blanks: tuple[Blank, ...]
    values: tuple[Any, ...]
    fields: tuple[Field[Any, Any], ...]

    def filled(self, words: Mapping[str, Said]) -> Statement:
        """The statement for one request. Raises KeyError for a blank without words."""
        parts = [self.texts[0]]
        for blank, text in zip(self.blanks, self.texts[1:], strict=True):
            parts += (words[blank.name].sql.format_map(blank.columns), text)
        values: list[Any] = []
        for value in self.values:
            values += words[value.name].values if isinstance(value, Hole) else (value,)
        return Statement("".join(parts), tuple(values), self.fields)


def blank(name: str, *columns: str) -> Said:
    """What stands for words that come later and may speak of these columns."""
    named = "".join(f"{BETWEEN}{column}={{{column}}}" for column in columns)
    return Said(f"{EDGE}{name}{named}{EDGE}", (Hole(name),))


def frame_of(queryset: QuerySet[Any, Any]) -> Frame:
    """What Django makes of a queryset in which blanks are written."""
    compiler: Any = queryset.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    texts = sql.split(EDGE)
    fields = tuple(column.output_field for column, _sql, _alias in compiler.select)
    return Frame(tuple(texts[::2]), tuple(map(_blank, texts[1::2])), tuple(values), fields)


def _blank(written: str) -> Blank:
    name, *columns = written.split(BETWEEN)
    pairs = (column.partition("=") for column in columns)
    return Blank(name, {name: sql for name, _sign, sql in pairs})
