"""Places in an SQL statement that are filled each time a plan runs.

A plan is made once and used for many requests. Where a request's own value belongs (a variable,
the municipality) the ORM is given a `Parameter`, which becomes a `Slot` among the statement's
parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Expression

SQL = tuple[str, Any]
Step = Callable[[Any], Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Slot:
    """Where the value comes from, and what is done to it on the way. Steps raise GraphQLError."""

    path: Path
    steps: tuple[Step, ...]

    def fill(self, values: Mapping[str, Any]) -> Any:
        """The value for one request."""
        value: Any = values
        for key in self.path:
            value = value[key]
        for step in self.steps:
            value = step(value)
        return value


class Parameter(Expression):
    """An expression that stands for a value of the request."""

    conditional = False

    def __init__(
        self,
        path: Path,
        steps: tuple[Step, ...] = (),
        output_field: models.Field[Any, Any] | None = None,
    ) -> None:
        """Remember where the value is."""
        super().__init__(output_field=output_field or models.TextField())
        self.path, self.steps = path, steps

    def then(self, step: Step) -> Parameter:
        """The same value after one more step."""
        return Parameter(self.path, (*self.steps, step), self.output_field)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """One placeholder."""
        return "%s", [Slot(self.path, self.steps)]


def prepared(value: Any, step: Step) -> Any:
    """Do something to a value: now when it is known, later when it is a parameter."""
    return value.then(step) if isinstance(value, Parameter) else step(value)


def for_column(value: Any, field: models.Field[Any, Any]) -> Any:
    """A parameter turned into what the database's driver wants for this column."""
    if not isinstance(value, Parameter):
        return value

    def adapt(found: Any) -> Any:
        return field.get_db_prep_value(found, connection)

    return value.then(adapt)


def filled(parameters: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
    """All parameters of a statement for one request."""
    return [part.fill(values) if isinstance(part, Slot) else part for part in parameters]
