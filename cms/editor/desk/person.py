"""Who sits at the desk: for whom they work, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest

from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, OwnerKind, User
from cms.municipalities.roles import BETWEEN, ROLES, owner_ids, owner_kinds


@dataclass(frozen=True)
class Workplace:
    """One role with one owner."""

    label: Any
    owner: Owner

    @property
    def name(self) -> str:
        """The owner as it stands on letters: "Thisted Kommune"."""
        return name_of(self.owner)

    @property
    def municipality(self) -> Municipality | None:
        """The owner as a municipality, where it is one."""
        return municipality_of(self.owner)


@dataclass(frozen=True)
class Person:
    """A signed-in editor, with every workplace."""

    user: User
    workplaces: tuple[Workplace, ...]

    def may(self, action: Action) -> bool:
        """Whether there is anybody with whom the person may do this."""
        return bool(owner_ids(self.user, action))

    def kinds(self, action: Action) -> frozenset[str]:
        """The kinds of owner with whom the person may do this."""
        return owner_kinds(self.user, action)

    @property
    def is_national(self) -> bool:
        """Whether the person works on the library that all share."""
        return OwnerKind.NATIONAL in self.kinds(Action.WRITE)


def person_of(request: HttpRequest) -> Person:
    """The person of a request to the admin, which lets nobody else in. Two queries."""
    user = cast("User", request.user)
    held = [
        name.split(BETWEEN, 1)
        for name in user.groups.order_by("name").values_list("name", flat=True)
        if BETWEEN in name
    ]
    slugs = {slug for _role, slug in held}
    owners = {
        owner.slug: owner
        for owner in Owner.objects.filter(slug__in=slugs).select_related("municipality")
    }
    workplaces = (
        Workplace(ROLES[role].label, owners[slug])
        for role, slug in held
        if role in ROLES and slug in owners
    )
    return Person(user, tuple(workplaces))


def municipality_of(owner: Owner) -> Municipality | None:
    """The municipality that an owner is, or None."""
    return owner.municipality if owner.kind == OwnerKind.MUNICIPALITY else None


def name_of(owner: Owner) -> str:
    """The name as it stands on letters."""
    municipality = municipality_of(owner)
    return municipality.full_name if municipality else owner.name
