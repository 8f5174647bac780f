"""Instances of a model, read with a statement that Django has compiled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from cms.databases.frames import Frame, frame_by
from cms.databases.said import Said

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Instances(Generic[Row]):
    """A queryset with blanks; what Django knows of its columns makes instances of the rows.

    Whatever is selected along with them is there too, as in the queryset.
    """

    frame: Frame
    compiler: Any

    def read(self, words: Mapping[str, Said]) -> list[Row]:
        """The rows for one request, in the queryset's order."""
        statement = self.frame.filled(words)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.values)
            rows = cursor.fetchall()
        return list(ModelIterable(_Answered(self.compiler, rows)))  # type: ignore[arg-type]


def instances_of(queryset: QuerySet[Row]) -> Instances[Row]:
    """Compile a queryset in which blanks are written."""
    compiler: Any = queryset.query.get_compiler(connection=connection)
    return Instances(frame_by(compiler), compiler)


class _Answered:
    """Stands for a queryset, its query and its compiler, where the rows are there already."""

    def __init__(self, compiler: Any, rows: Sequence[Any]) -> None:
        self.query, self.db = self, connection.alias
        self._compiler, self._rows = compiler, rows
        self._known_related_objects: Mapping[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiler, name)

    def get_compiler(self, **_which: Any) -> _Answered:
        return self

    def execute_sql(self, **_how: Any) -> list[Sequence[Any]]:
        return [self._rows]
