r"""Statements that Django has compiled once, with blanks for what each request says.

Which tables, columns and joins a list is read from is the same for everybody, and so is most of its
SQL. That much is compiled when it is first asked for, and kept; who asks, and for what, is written
into its blanks as text. A frame holds nothing of any request, so it never grows old.

A blank stands in the compiled text as `\x01name\x02column=…\x02column=…\x01`: it knows how the
query around it calls each column that may be spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection
from django.db.models import Field, IntegerField, QuerySet

from cms.databases.said import Said

Given = ParamSpec("Given")
Made = TypeVar("Made")
EDGE, BETWEEN = "\x01", "\x02"
# More rows than any list has; only what is limited keeps its order within another statement.
EVERY = 2**31 - 1


def compiled_once(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Keep what is made of declared models and words of the code, which stay while a process runs.

    Like `functools.cache`, but a model may be an argument for mypy too.
    """
    return cast("Callable[Given, Made]", cache(make))


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

    def numbered(self, most: int = EVERY, after: int = 0) -> Statement:
        """At most so many of its rows, after so many others, each with its `number` before it.

        Numbers are given to what is in order already: a window that brings its own order takes
        three times as long on SQLite.
        """
        part = f"{self.sql} LIMIT {int(most)} OFFSET {int(after)}"
        sql = f'SELECT ROW_NUMBER() OVER () AS "number", part.* FROM ({part}) AS part'  # noqa: S608
        return Statement(sql, self.values, (IntegerField(), *self.fields))

    def first_of_each(self, column: str, most: int) -> Statement:
        """The first so many of all rows that are alike in a column, numbered within those."""
        window = f'PARTITION BY placed."{column}" ORDER BY placed."number"'
        sql = (
            f'SELECT * FROM (SELECT ROW_NUMBER() OVER ({window}) AS "place", placed.* '  # noqa: S608
            f'FROM ({self.numbered().sql}) AS placed) AS parts WHERE "place" <= {int(most)}'
        )
        return Statement(sql, self.values, (IntegerField(), IntegerField(), *self.fields))


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
    return frame_by(queryset.query.get_compiler(connection=connection))


def frame_by(compiler: Any) -> Frame:
    """The same, of a queryset's own compiler, which then knows its columns."""
    sql, values = compiler.as_sql()
    texts = sql.split(EDGE)
    fields = tuple(column.output_field for column, _sql, _alias in compiler.select)
    return Frame(tuple(texts[::2]), tuple(map(_blank, texts[1::2])), tuple(values), fields)


def _blank(written: str) -> Blank:
    name, *columns = written.split(BETWEEN)
    pairs = (column.partition("=") for column in columns)
    return Blank(name, {name: sql for name, _sign, sql in pairs})
