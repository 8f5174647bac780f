"""Conditions and values said in SQL directly, and written into what Django composes.

A citizen has some twenty effects, and each list carries them all as conditions. Django needs longer
to build and compile twenty expressions than the database needs to answer them; a text is put
together in a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Field
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

COLUMN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Said:
    """SQL in which `{slug}` is that column of the row it speaks of; `values` fill its `%s`.

    The text is made here of names that the code knows; whatever comes from elsewhere is a value.
    """

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Said) -> Said:
        """Both hold."""
        return all_of((self, other))

    def __or__(self, other: Said) -> Said:
        """Either holds."""
        return any_of((self, other))

    def __invert__(self) -> Said:
        """It does not hold. Columns that may be NULL need more than that."""
        return Said(f"NOT ({self.sql})", self.values)


ALWAYS, NEVER = Said("1 = 1"), Said("1 = 0")


def all_of(parts: Iterable[Said]) -> Said:
    """All of them hold; without any, always."""
    return _joined(" AND ", [part for part in parts if part is not ALWAYS]) or ALWAYS


def any_of(parts: Iterable[Said]) -> Said:
    """One of them holds; without any, never."""
    return _joined(" OR ", [part for part in parts if part is not NEVER]) or NEVER


def _joined(word: str, parts: Sequence[Said]) -> Said | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    sql = word.join([f"({part.sql})" for part in parts])
    return Said(sql, tuple([value for part in parts for value in part.values]))


def one_of(column: str, values: Iterable[Any]) -> Said:
    """The column has one of the values; without any, never."""
    listed = tuple(values)
    return Said(f"{{{column}}} IN ({places(listed)})", listed) if listed else NEVER


def places(values: Sequence[Any]) -> str:
    """A placeholder for each."""
    return ", ".join(["%s"] * len(values))


class Written(Expression):
    """What was said, as an expression: a condition, unless another kind of field is named."""

    def __init__(self, said: Said, output_field: Field[Any, Any] | None = None) -> None:
        """Its columns become Django's, which finds their tables."""
        super().__init__(output_field=output_field or BooleanField())
        self.said = said
        self.names = tuple(dict.fromkeys(COLUMN.findall(said.sql)))
        self.columns: tuple[Any, ...] = tuple(F(name) for name in self.names)

    def get_source_expressions(self) -> list[Any]:
        """The columns, so that Django resolves them."""
        return list(self.columns)

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the resolved columns."""
        self.columns = tuple(exprs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """The text, with its columns as the query at hand calls them."""
        columns = [compiler.compile(column)[0] for column in self.columns]
        values = [one for value in self.said.values for one in _compiled(value, compiler)]
        sql = self.said.sql.format(**dict(zip(self.names, columns, strict=True)))
        return f"({sql})", tuple(values)


def _compiled(value: Any, compiler: SQLCompiler) -> Sequence[Any]:
    """A value as it is; an expression that stands for one says what fills its place."""
    return compiler.compile(value)[1] if hasattr(value, "as_sql") else (value,)
