"""Whose eyes a read of items goes through. Forgetting to say so is not possible: it raises.

The restriction sits where Django turns a query into SQL, so it also covers counts, subqueries and
code that is not ours (Wagtail's views, related managers). A scope is said in one of two ways:
explicitly on a queryset (`Item.objects.on_shelf_of(…)`), or for a stretch of code
(`with active(Shelf(municipality)):`), as the doors' middleware does for each request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, Self, cast

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler


class UnscopedRead(RuntimeError):
    """Items were read without saying through whose eyes."""

    def __init__(self, model: type[models.Model] | None) -> None:
        """Name the model and the ways out."""
        name = model.__name__ if model else "An item"
        super().__init__(
            f"{name} was read without a scope. Use .on_shelf_of(municipality), "
            ".visible_to_editor(user) or .everything(reason), or run inside scope.active(…)."
        )


class Scope(Protocol):
    """Something that says which items may be seen."""

    def condition(self) -> Q | None:
        """A condition on Item, or None for every item."""


class Everything:
    """Every item of everybody: the named exception, for maintenance and indexing."""

    def __init__(self, reason: str) -> None:
        """Keep the reason, so that it stands in the code that asks."""
        if not reason:
            raise ValueError("Say why everything must be read.")
        self.reason = reason

    def condition(self) -> Q | None:
        """No restriction."""
        return None


_active: ContextVar[Scope | None] = ContextVar("scope", default=None)


@contextmanager
def active(scope: Scope) -> Iterator[None]:
    """Read through this scope until the block ends."""
    token = _active.set(scope)
    try:
        yield
    finally:
        _active.reset(token)


def everything(reason: str) -> Any:
    """`with everything("search indexing"):` reads every item inside the block."""
    return active(Everything(reason))


def active_scope() -> Scope | None:
    """The scope of the running code, if one was said."""
    return _active.get()


class ScopedQuery(Query):
    """A query that adds the active scope when it becomes SQL, and refuses when there is none."""

    is_scoped = False

    def restricted(self) -> Self:
        """This query with the active scope in its WHERE. Raises UnscopedRead."""
        if self.is_scoped or self.combinator:
            return self
        scope = active_scope()
        if scope is None:
            raise UnscopedRead(self.model)
        query = cast("Self", self.clone())
        query.is_scoped = True
        condition = scope.condition()
        if condition is not None:
            query.add_q(condition)
        return query

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        """The one gate through which every read goes."""
        compiler: SQLCompiler = super(ScopedQuery, self.restricted()).get_compiler(*args, **kwargs)
        return compiler


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset of items that knows the scopes."""

    def __init__(
        self, model: Any = None, query: Query | None = None, using: Any = None, hints: Any = None
    ) -> None:
        """Start from a ScopedQuery where none is given."""
        if query is None and model is not None:
            query = ScopedQuery(model)
        super().__init__(model, query, using, hints)

    def scoped_by(self, scope: Scope) -> Self:
        """Restrict explicitly; the active scope no longer matters."""
        condition = scope.condition()
        restricted = self if condition is None else self.filter(condition)
        restricted = restricted.all()
        cast("ScopedQuery", restricted.query).is_scoped = True
        return restricted

    def everything(self, reason: str) -> Self:
        """Every item of everybody; say why."""
        return self.scoped_by(Everything(reason))

    def update(self, **kwargs: Any) -> int:
        """Update what the scope shows, and nothing else."""
        return super(ScopedQuerySet, self._restricted()).update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete what the scope shows, and nothing else."""
        return super(ScopedQuerySet, self._restricted()).delete()

    def _restricted(self) -> Self:
        chained = self.all()
        chained.query = cast("ScopedQuery", self.query).restricted()
        return chained
