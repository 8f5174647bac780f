"""The scopes that doors use: a municipality's shelf, and what an editor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from cms.library.periods import left_out_now, taken_now
from cms.library.sharing import WITH_ALL, Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids


@dataclass(frozen=True)
class Shelf:
    """What stands on one municipality's shelf: published, and its own, mandatory or chosen.

    `is_closed` turns it round: what stood there until its last moment came, or until it was taken
    down because its time was over.
    """

    municipality: Municipality
    is_closed: bool = False

    def condition(self) -> Q:
        """Live, not closed, and (own, or shared with it and not refused)."""
        own = Q(owner_id=self.municipality.pk)
        taken = Q(Exists(self._choices(taken_now())))
        shared = (
            Q(sharing=Sharing.MANDATORY)
            | Q(sharing=Sharing.ON_BY_DEFAULT) & ~Exists(self._choices(left_out_now()))
            | Q(sharing=Sharing.OFFERED) & taken
            | lent_to([self.municipality.pk]) & taken
        )
        state = closed() if self.is_closed else Q(live=True) & still_open()
        return state & (own | shared)

    def _choices(self, said: Q) -> Any:
        # Late import: the models are built on the managers that use this module.
        from cms.library.models import ShelfChoice

        return ShelfChoice.objects.filter(
            said, municipality_id=self.municipality.pk, item_id=OuterRef("pk")
        )


@dataclass(frozen=True)
class OnOffer:
    """What others share with one municipality, shown there or not."""

    municipality: Municipality

    def condition(self) -> Q:
        """Live, somebody else's, and shared with all or lent to this municipality."""
        shared = Q(sharing__in=WITH_ALL) | lent_to([self.municipality.pk])
        return Q(live=True) & still_open() & shared & ~Q(owner_id=self.municipality.pk)


@dataclass(frozen=True)
class EditorsView:
    """What an editor may look at: the own owners' items, and what others publish to share."""

    user: User

    def condition(self) -> Q | None:
        """Own items in every state; others' only when live and shared with one's own."""
        if self.user.is_superuser:
            return None
        mine = owner_ids(self.user, Action.READ)
        shared = Q(sharing__in=WITH_ALL) | lent_to(mine)
        return Q(owner_id__in=mine) | Q(live=True) & shared


@dataclass(frozen=True)
class EditorsOwn:
    """Items of the owners with whom the user may do one of the actions."""

    user: User
    actions: tuple[Action, ...]

    def condition(self) -> Q | None:
        """Own items in every state."""
        if self.user.is_superuser:
            return None
        owners = frozenset[int]().union(*(owner_ids(self.user, a) for a in self.actions))
        return Q(owner_id__in=owners)


def still_open() -> Q:
    """Items whose last moment hasn't come, in the database's own time."""
    return Q(closes_at=None) | Q(closes_at__gt=Now())


def closed() -> Q:
    """Items that were shown and are over: their moment came, or they were taken down as expired."""
    return Q(live=True, closes_at__lte=Now()) | Q(live=False, expired=True)


def lent_to(municipalities: Iterable[Any]) -> Q:
    """Items that are lent to one of the municipalities, named by their primary keys."""
    from cms.library.models import Loan

    keys = list(municipalities)
    named = Q(municipality_id=keys[0]) if len(keys) == 1 else Q(municipality_id__in=keys)
    loans = Loan.objects.filter(named, item_id=OuterRef("pk"))
    return Q(Q(sharing=Sharing.LENT), Exists(loans))
