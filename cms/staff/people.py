"""The people of an owner and their roles. Every change is written in the owner's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from cms.history.services import record
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User, national_owner
from cms.municipalities.roles import (
    BETWEEN,
    ROLES,
    Role,
    may,
    owner_kinds,
    plain,
    take_role,
)
from cms.shared.alphabet import alphabetical
from cms.staff.access import welcome
from cms.staff.history import GIVEN, INVITED, TAKEN


class LastAdministrator(ValueError):
    """Nobody would be left who can give roles on this owner."""


class NotTheirs(PermissionError):
    """Somebody gave or took a role that is not theirs to give."""


@dataclass(frozen=True)
class Person:
    """Somebody who works for an owner, with the names of their roles."""

    user: User
    roles: tuple[str, ...]

    @property
    def is_awaited(self) -> bool:
        """Whether the person is invited, and has neither a password nor a provider's log-in."""
        return not self.user.has_usable_password() and not self.user.identities.exists()


def people_of(owner: Owner) -> list[Person]:
    """Everyone with a role on the owner, by name. Two queries, however many they are."""
    names = [f"{role}{BETWEEN}{owner.slug}" for role in roles_for(owner)]
    held: dict[int, list[str]] = {}
    for user_id, group in User.groups.through.objects.filter(group__name__in=names).values_list(
        "user_id", "group__name"
    ):
        held.setdefault(user_id, []).append(group.split(BETWEEN, 1)[0])
    users = User.objects.filter(pk__in=held, is_active=True)
    people = [Person(user, tuple(sorted(held[user.pk]))) for user in users]
    return sorted(people, key=lambda person: alphabetical(person.user.get_full_name()))


def roles_for(owner: Owner) -> dict[str, Role]:
    """The roles that can be given on an owner of this kind."""
    return {name: role for name, role in ROLES.items() if role.owner_kind == owner.kind}


def may_give(user: User, role: str, owner: Owner) -> bool:
    """An owner's own administrators give its roles; the nation's give the first ones.

    The nation's administrators let in each municipality's administrator, and the people of
    companies and vendors, who have no administrator of their own.
    """
    if role not in roles_for(owner):
        return False
    if may(user, Action.MANAGE_PEOPLE, owner):
        return True
    return ROLES[role].given_by_nation and may(user, Action.MANAGE_PEOPLE, national_owner())


def manages_for_nation(user: User) -> bool:
    """Whether the user gives roles for the whole country."""
    return user.is_superuser or OwnerKind.NATIONAL in owner_kinds(user, Action.MANAGE_PEOPLE)


@transaction.atomic
def give(by: User, user: User, role: str, owner: Owner) -> None:
    """Give a role; nothing happens where the person has it. Raises NotTheirs."""
    _must_be_theirs(by, role, owner)
    if not _has(user, role, owner):
        welcome(user, role, owner)
        _write(by, GIVEN, user, owner, after=role)


@transaction.atomic
def take(by: User, user: User, role: str, owner: Owner) -> None:
    """Take a role back. Raises NotTheirs and LastAdministrator, and then nothing has changed."""
    _must_be_theirs(by, role, owner)
    if not _has(user, role, owner):
        return
    if Action.MANAGE_PEOPLE in ROLES[role].actions and not _others_manage(user, owner):
        raise LastAdministrator(owner.name)
    take_role(user, role, owner)
    _write(by, TAKEN, user, owner, before=role)


@transaction.atomic
def invite(by: User, email: str, names: dict[str, str], role: str, owner: Owner) -> User:
    """Let somebody in by e-mail; who has an account already gets the role on it.

    `names` are first_name and last_name. Raises NotTheirs.
    """
    _must_be_theirs(by, role, owner)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        user = User(username=email.lower(), email=email.lower(), **names)
        user.set_unusable_password()
        user.save()
    if not _has(user, role, owner):
        welcome(user, role, owner)
        _write(by, INVITED, user, owner, after=role)
    return user


def _must_be_theirs(by: User, role: str, owner: Owner) -> None:
    if not may_give(by, role, owner):
        raise NotTheirs(f"{role} on {owner.slug}")


def _has(user: User, role: str, owner: Owner) -> bool:
    return Group.objects.filter(user=user, name=f"{role}{BETWEEN}{owner.slug}").exists()


def _others_manage(user: User, owner: Owner) -> bool:
    others = (person for person in people_of(owner) if person.user.pk != user.pk)
    return any(Action.MANAGE_PEOPLE in ROLES[role].actions for one in others for role in one.roles)


def _write(by: User, action: str, user: User, owner: Owner, **roles: str) -> None:
    said: dict[str, Any] = {when: {"role": str(ROLES[role].label)} for when, role in roles.items()}
    title = user.get_full_name() or user.get_username()
    record(plain(owner), action, title=title, user=by, **said)
