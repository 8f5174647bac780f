"""Who changes a plan, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass

from cms.citizens.models import Citizen
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may
from cms.plans.models import Side


class NotAllowed(Exception):
    """Somebody tried to change a plan that isn't theirs to change."""


@dataclass(frozen=True)
class Actor:
    """The citizen, or a member of staff who meets the municipality's citizens."""

    citizen: Citizen | None = None
    person: User | None = None

    @property
    def side(self) -> Side:
        """On whose behalf."""
        return Side.CITIZEN if self.person is None else Side.MUNICIPALITY

    def require(self, owner: Citizen) -> None:
        """Raises NotAllowed unless the actor may change this citizen's plan."""
        if self.person is not None:
            if not may(self.person, Action.MEET_CITIZENS, owner.municipality_id):
                raise NotAllowed("Only staff who meet the municipality's citizens change a plan.")
        elif self.citizen is None or self.citizen.pk != owner.pk:
            raise NotAllowed("A citizen changes only the citizen's own plan.")


def by_citizen(citizen: Citizen) -> Actor:
    """The citizen acts."""
    return Actor(citizen=citizen)


def by_staff(person: User) -> Actor:
    """A member of staff acts."""
    return Actor(person=person)
