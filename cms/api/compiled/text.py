"""Expressions whose value is JSON text, on SQLite and PostgreSQL alike.

Objects are put together as text, piece by piece, instead of with `json_object` and
`json_build_object`: those take at most 63 and 50 keys, and SQLite reads nested JSON anew at
every level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, Func, JSONField, Subquery, TextField, Value
from django.db.models.expressions import Combinable

SQL = tuple[str, Any]
Part = str | Combinable
LONGEST_CHAIN = 150


class Quoted(Func):
    """A text or number as JSON; NULL is null."""

    output_field = TextField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """SQLite's function, or PostgreSQL's."""
        template = (
            "COALESCE(TO_JSON(%(expressions)s)::text, 'null')"
            if connection.vendor == "postgresql"
            else "json_quote(%(expressions)s)"
        )
        return super().as_sql(compiler, connection, template=template)


class Joined(Func):
    """Texts one after another; plain strings are written into the statement."""

    output_field = TextField()

    def __init__(self, *parts: Part) -> None:
        """Keep the parts; neighbouring strings become one."""
        super().__init__(*(Literal(part) if isinstance(part, str) else part for part in parts))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """A chain of ||."""
        compiled = [compiler.compile(part) for part in self.source_expressions]
        parameters = [value for _sql, values in compiled for value in values]
        return concatenated([sql for sql, _values in compiled]), parameters


def concatenated(parts: Sequence[str]) -> str:
    """The parts joined. In groups, since SQLite limits how long a chain may be."""
    if len(parts) <= LONGEST_CHAIN:
        return f"({' || '.join(parts)})"
    groups = [
        concatenated(parts[start : start + LONGEST_CHAIN])
        for start in range(0, len(parts), LONGEST_CHAIN)
    ]
    return concatenated(groups)


class Literal(Value):
    """A string that stands in the statement itself: it comes from a document or declaration."""

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """Quoted for SQL, and safe beside placeholders."""
        return literal(str(self.value)), []


def literal(text: str) -> str:
    """A string as it stands in SQL."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


class ListOf(Subquery):
    """A JSON array of the rows of a query whose only column, `json`, is JSON text."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """The rows keep the order of the query."""
        aggregate = joined_rows(connection.vendor, "rows.json")
        return super().as_sql(
            compiler,
            connection,
            f"(SELECT '[' || {aggregate} || ']' FROM (%(subquery)s) AS rows)",  # noqa: S608
        )


def joined_rows(vendor: str, column: str, condition: str = "") -> str:
    """SQL that joins a column of JSON texts with commas; no rows are an empty text."""
    function = "string_agg" if vendor == "postgresql" else "group_concat"
    where = f" FILTER (WHERE {condition})" if condition else ""
    return f"COALESCE({function}({column}, ','){where}, '')"


class Either(Func):
    """The first text unless it is NULL, else JSON's null."""

    template = "COALESCE(%(expressions)s, 'null')"
    output_field = TextField()


class WhenNull(Func):
    """JSON's null where the first expression is NULL, else the second, which is JSON text."""

    output_field = TextField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """A CASE."""
        asked, asked_values = compiler.compile(self.source_expressions[0])
        text, values = compiler.compile(self.source_expressions[1])
        return f"CASE WHEN {asked} IS NULL THEN 'null' ELSE {text} END", [*asked_values, *values]


class TrueOrFalse(Func):
    """A condition as JSON; unknown is false."""

    template = "CASE WHEN %(expressions)s THEN 'true' ELSE 'false' END"
    output_field = TextField()
    arity = 1


class InJSON(Func):
    """The text under a key of a JSON column, or NULL."""

    output_field = TextField()
    arity = 1

    def __init__(self, expression: Any, key: str) -> None:
        """Keep the key, which comes from a declaration."""
        super().__init__(expression)
        self.key = key

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """SQLite's path, or PostgreSQL's arrow."""
        sql, values = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"({sql} ->> {literal(self.key)})", list(values)
        return f"json_extract({sql}, {literal('$.' + self.key)})", list(values)


class ValueInJSON(InJSON):
    """What stands under a key of a JSON column, still as JSON, or NULL."""

    output_field = JSONField()  # type: ignore[assignment]

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """As JSON where the database has a type for it."""
        if connection.vendor != "postgresql":
            return super().as_sql(compiler, connection)
        sql, values = compiler.compile(self.source_expressions[0])
        return f"({sql} -> {literal(self.key)})", list(values)


class After(Func):
    """Whether a key stands after a value in an order.

    `nulls_last` says where NULL stands; None leaves it to the database, as ORDER BY does.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, key: Any, value: Any, *, descending: bool, nulls_last: bool | None) -> None:
        """An order rises unless `descending`."""
        super().__init__(key, value)
        self.descending, self.nulls_last = descending, nulls_last

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """Both are said twice, so both parameters stand twice."""
        key, keys = compiler.compile(self.source_expressions[0])
        value, values = compiler.compile(self.source_expressions[1])
        last = self.nulls_last
        if last is None:
            # NULL is the largest value on PostgreSQL and the smallest on SQLite.
            last = self.descending is not (connection.vendor == "postgresql")
        low, high = (key, value) if last else (value, key)
        sign = "<" if self.descending else ">"
        sql = f"({key} {sign} {value} OR ({low} IS NULL AND {high} IS NOT NULL))"
        ends = [*keys, *values] if last else [*values, *keys]
        return sql, [*keys, *values, *ends]


class Same(Func):
    """Whether a key equals a value; NULL equals NULL."""

    output_field = BooleanField()
    conditional = True

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """Each database has its own words for it."""
        key, keys = compiler.compile(self.source_expressions[0])
        value, values = compiler.compile(self.source_expressions[1])
        same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
        return f"({key} {same} {value})", [*keys, *values]


class Hex(Func):
    """A text's UTF-8 as hexadecimal digits, in capitals."""

    output_field = TextField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """SQLite's function, or PostgreSQL's."""
        template = (
            "UPPER(ENCODE(CONVERT_TO(%(expressions)s, 'UTF8'), 'hex'))"
            if connection.vendor == "postgresql"
            else "hex(%(expressions)s)"
        )
        return super().as_sql(compiler, connection, template=template)


def json_object(parts: Mapping[str, Combinable]) -> Combinable:
    """An object; keys are names of the GraphQL grammar, so they need no quoting."""
    if not parts:
        return Literal("{}")
    pieces: list[Part] = []
    for number, (key, expression) in enumerate(parts.items()):
        pieces += [("{" if number == 0 else ",") + f'"{key}":', expression]
    return Joined(*pieces, "}")
