"""Which of a citizen's attributes a member of staff may see: by declaration and role alone."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cms.citizens.declared import attributes
from cms.citizens.models import Citizen
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import BETWEEN, ROLES, owner_ids


def municipalities_of(person: User | AnonymousUser) -> QuerySet[Municipality]:
    """The municipalities whose citizens the person meets.

    A superuser has no shortcut: whoever runs the installation is not the citizens' adviser.
    """
    return Municipality.objects.filter(pk__in=owner_ids(person, Action.MEET_CITIZENS))


def citizens_for(person: User | AnonymousUser) -> QuerySet[Citizen]:
    """The citizens whom the person may see anything about; who has moved is another's now."""
    ids = owner_ids(person, Action.MEET_CITIZENS)
    return Citizen.objects.filter(municipality_id__in=ids, moved_away_at=None)


def visible_attributes(person: User, citizen: Citizen) -> list[str]:
    """The declared attributes that one of the person's roles may see, in the file's order."""
    eyes = _eyes(person, citizen.municipality_id)
    return [name for name, one in attributes().items() if eyes & set(one.who_may_see)]


def roles_with(person: User, municipality_id: int) -> frozenset[str]:
    """The roles in which the person meets this municipality's citizens; none, when inactive."""
    if municipality_id not in owner_ids(person, Action.MEET_CITIZENS):
        return frozenset()
    slug = Municipality.objects.values_list("slug", flat=True).get(pk=municipality_id)
    names = {f"{role}{BETWEEN}{slug}": role for role, one in ROLES.items() if one.seen_as}
    held = person.groups.filter(name__in=names).values_list("name", flat=True)
    return frozenset(names[name] for name in held)


def _eyes(person: User, municipality_id: int) -> frozenset[str]:
    """The roles as the declarations of attributes name them."""
    return frozenset(ROLES[role].seen_as for role in roles_with(person, municipality_id))
