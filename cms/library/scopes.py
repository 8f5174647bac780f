"""The scopes that doors use: a municipality's shelf, and what an editor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cms.library.sharing import Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids


@dataclass(frozen=True)
class Shelf:
    """What stands on one municipality's shelf: published, and its own, mandatory or chosen."""

    municipality: Municipality

    def condition(self) -> Q:
        """Live and (own, or shared and not refused)."""
        own = Q(owner_id=self.municipality.pk)
        shared = (
            Q(sharing=Sharing.MANDATORY)
            | Q(sharing=Sharing.ON_BY_DEFAULT) & ~Exists(self._choices(taken=False))
            | Q(sharing=Sharing.OFFERED) & Exists(self._choices(taken=True))
        )
        return Q(live=True) & (own | shared)

    def _choices(self, *, taken: bool) -> Any:
        # Late import: the models are built on the managers that use this module.
        from cms.library.models import ShelfChoice

        return ShelfChoice.objects.filter(
            municipality_id=self.municipality.pk, item_id=OuterRef("pk"), taken=taken
        )


@dataclass(frozen=True)
class EditorsView:
    """What an editor may look at: the own owners' items, and what others publish to share."""

    user: User

    def condition(self) -> Q | None:
        """Own items in every state; others' only when live and shared."""
        if self.user.is_superuser:
            return None
        own = Q(owner_id__in=owner_ids(self.user, Action.READ))
        return own | Q(live=True) & ~Q(sharing=Sharing.PRIVATE)


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
