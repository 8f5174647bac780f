"""Questions about one citizen that are asked so often that their SQL is made only once.

Putting a queryset into words takes the ORM ten times as long as the database needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import local
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Stands for the citizen while the statement is made; no row has such a key.
SOMEBODY = -7_203_041
# The compiler, its statement with parameters, and what turns columns into Python's values.
Statement: TypeAlias = "tuple[Any, str, tuple[Any, ...], Any]"


class Prepared:
    """A `values_list` of the rows that belong to a citizen, as one kept statement.

    `question` gives the queryset for a citizen's primary key, which must meet the SQL unchanged.
    """

    def __init__(self, question: Callable[[int], QuerySet[Any, Any]]) -> None:
        self.question = question
        self._made = local()

    def rows(self, citizen: int) -> Iterable[tuple[Any, ...]]:
        """The rows of one citizen."""
        compiler, sql, parameters, converters = self._statement()
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, [citizen if each == SOMEBODY else each for each in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return list(compiler.apply_converters(found, converters)) if converters else found

    def _statement(self) -> Statement:
        # A compiler belongs to a connection, and every thread has its own.
        made: Statement | None = getattr(self._made, "statement", None)
        if made is None or made[0].connection is not connections[DEFAULT_DB_ALIAS]:
            made = self._made.statement = self._make()
        return made

    def _make(self) -> Statement:
        compiler: Any = self.question(SOMEBODY).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        if SOMEBODY not in parameters:
            raise ValueError("A prepared question must ask for one citizen.")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return compiler, sql, tuple(parameters), converters
