"""Whose pages a read is about. As with items, forgetting to say so raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.db.models.sql import Query

from cms.library.scope import Everything, ScopedQuery, ScopedQuerySet, active_scope
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, OwnerKind, User
from cms.municipalities.roles import owner_ids


class UnscopedPages(RuntimeError):
    """Pages were read without saying whose."""

    def __init__(self) -> None:
        """Name the ways out."""
        super().__init__(
            "Pages were read without a scope. Use .of_site(municipality), .templates(), "
            ".composed_by(user) or .everything(reason)."
        )


@dataclass(frozen=True)
class Site:
    """The published pages of one municipality."""

    municipality: Municipality

    def condition(self) -> Q:
        """Own and live."""
        return Q(owner_id=self.municipality.pk, live=True)


@dataclass(frozen=True)
class Templates:
    """The nation's published pages, which every municipality may start from and follow."""

    def condition(self) -> Q:
        """National and live."""
        return Q(owner__kind=OwnerKind.NATIONAL, live=True)


@dataclass(frozen=True)
class Composed:
    """The pages that somebody composes, in every state."""

    user: User

    def condition(self) -> Q | None:
        """Pages of the owners that one may compose for."""
        if self.user.is_superuser:
            return None
        return Q(owner_id__in=owner_ids(self.user, Action.COMPOSE))


class PageQuery(ScopedQuery):
    """Pages have no scope that comes from the request: each read says its own."""

    def restricted(self) -> Self:
        """This query, if its scope was said. Raises UnscopedPages."""
        if self.is_scoped or self.combinator or isinstance(active_scope(), Everything):
            return self
        raise UnscopedPages


class PageQuerySet(ScopedQuerySet):
    """Reads of pages, each about somebody's."""

    def __init__(
        self, model: Any = None, query: Query | None = None, using: Any = None, hints: Any = None
    ) -> None:
        """Start from a query that asks whose."""
        if query is None and model is not None:
            query = PageQuery(model)
        super().__init__(model, query, using, hints)

    def of_site(self, municipality: Municipality) -> Self:
        """What a municipality's readers may meet."""
        return self.scoped_by(Site(municipality))

    def templates(self) -> Self:
        """What a municipality may start from and follow."""
        return self.scoped_by(Templates())

    def composed_by(self, user: User) -> Self:
        """What an editor may change."""
        return self.scoped_by(Composed(user))

    def everything(self, reason: str) -> Self:
        """Every page of everybody; say why."""
        return self.scoped_by(Everything(reason))
