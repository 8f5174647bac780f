"""`pk IN (SELECT …)` said in SQL directly.

A citizen has some twenty effects, and each list carries them all as conditions. Django needs longer
to build and compile twenty EXISTS than the database needs to answer them; this takes a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Model
from django.db.models.expressions import Combinable, Expression
from django.db.models.sql.compiler import SQLCompiler

from cms.library.models import Item, ItemTerm, Term, Translation


class Among(Expression):
    """Whether the row's primary key is among those that a statement gives.

    The statement is made here of table and column names; every value is a parameter.
    """

    conditional = True

    def __init__(self, statement: str, values: Sequence[str]) -> None:
        """Keep the statement; ``values`` fill its placeholders."""
        super().__init__(output_field=BooleanField())
        self.statement, self.values = statement, tuple(values)
        self.key: Combinable = F("pk")

    def get_source_expressions(self) -> list[Any]:
        """The key, so that Django resolves it."""
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Combinable]) -> None:
        """Take the resolved key."""
        (self.key,) = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Give `key IN (statement)`."""
        key, parameters = compiler.compile(self.key)  # type: ignore[arg-type]
        return f"{key} IN ({self.statement})", (*parameters, *self.values)

    @classmethod
    def marked_with(cls, vocabulary: str, slugs: Sequence[str]) -> Self:
        """Items marked with any of the terms."""
        marks, terms = ItemTerm._meta.db_table, Term._meta.db_table
        chosen = f'SELECT "id" FROM "{terms}" WHERE "vocabulary" = %s AND "slug" IN'  # noqa: S608
        statement = f'SELECT "item_id" FROM "{marks}" WHERE "term_id" IN'  # noqa: S608
        return cls(f"{statement} ({chosen} ({_places(slugs)}))", [vocabulary, *slugs])

    @classmethod
    def having(cls, model: type[Item], field: str, value: str) -> Self:
        """Items of a type with a value in one column of the type's own table.

        It only narrows a query that is somebody's shelf already, so it needs no scope.
        """
        table, key = model._meta.db_table, _column(model, "item_ptr")
        statement = f'SELECT "{key}" FROM "{table}" WHERE "{_column(model, field)}" = %s'  # noqa: S608
        return cls(statement, [value])

    @classmethod
    def translated_to(cls, language: str) -> Self:
        """Items whose owner shows them in a language that they weren't written in."""
        table = Translation._meta.db_table
        statement = (
            f'SELECT "item_id" FROM "{table}" WHERE "language" = %s '  # noqa: S608
            'AND "is_shown" AND "municipality_id" IS NULL'
        )
        return cls(statement, [language])


def _places(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _column(model: type[Model], field: str) -> str:
    return str(model._meta.get_field(field).column)  # type: ignore[union-attr]
