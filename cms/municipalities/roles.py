"""The declared table of roles: on which kind of owner, with which permissions.

Every door asks guardian on the owner; nothing asks for a role by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, Group
from guardian.shortcuts import assign_perm, get_objects_for_user

from cms.municipalities.models import Owner, OwnerKind, User


@dataclass(frozen=True)
class Role:
    """What a person with the role may do with one owner of the given kind."""

    owner_kind: OwnerKind
    permissions: tuple[str, ...]
    label: str


ROLES: dict[str, Role] = {
    "national_editor": Role(OwnerKind.NATIONAL, ("edit_content",), "National redaktør"),
    "national_administrator": Role(
        OwnerKind.NATIONAL, ("edit_content", "administer"), "National administrator"
    ),
    "municipal_editor": Role(OwnerKind.MUNICIPALITY, ("edit_content",), "Kommunal redaktør"),
    "municipal_administrator": Role(
        OwnerKind.MUNICIPALITY, ("edit_content", "administer"), "Kommunal administrator"
    ),
    "company_user": Role(OwnerKind.COMPANY, ("edit_content",), "Virksomhedsbruger"),
    "vendor_user": Role(OwnerKind.VENDOR, ("edit_content",), "Leverandørbruger"),
    "adviser": Role(OwnerKind.MUNICIPALITY, ("advise",), "Jobrådgiver"),
}


class WrongOwner(ValueError):
    """A role was given on an owner of another kind."""


def role_group(role: str, owner: Owner) -> Group:
    """The group of everyone who has this role on this owner, made on first use.

    Raises WrongOwner when the owner is of another kind than the role is for.
    """
    declared = ROLES[role]
    if owner.kind != declared.owner_kind:
        raise WrongOwner(
            f"The role {role} is given on a {declared.owner_kind.value}; "
            f"{owner.name} is a {owner.kind}."
        )
    group, made = Group.objects.get_or_create(name=f"{role}:{owner.slug}")
    if made:
        for permission in declared.permissions:
            assign_perm(f"municipalities.{permission}", group, plain(owner))
    return group


def give_role(user: User, role: str, owner: Owner) -> Group:
    """Give one person one role on one owner. Raises WrongOwner."""
    group = role_group(role, owner)
    user.groups.add(group)
    return group


def plain(owner: Owner) -> Owner:
    """The owner as a bare `Owner`: permissions hang on that table, whatever the kind."""
    return owner if type(owner) is Owner else owner.owner_ptr  # type: ignore[attr-defined]


def owner_ids(user: User | AnonymousUser, permission: str = "edit_content") -> frozenset[int]:
    """Primary keys of the owners on which the user has the permission; remembered per user object.

    A superuser gets no shortcut here: callers decide what "everything" means at their door.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    remembered: dict[str, frozenset[int]] = user.__dict__.setdefault("_owner_ids", {})
    if permission not in remembered:
        found: Iterable[int] = get_objects_for_user(
            user, f"municipalities.{permission}", klass=Owner, with_superuser=False
        ).values_list("pk", flat=True)
        remembered[permission] = frozenset(found)
    return remembered[permission]


def may(user: User | AnonymousUser, permission: str, owner: Owner | int) -> bool:
    """Whether the user has the permission on the owner (or its primary key)."""
    if isinstance(user, User) and user.is_superuser:
        return True
    owner_id = owner if isinstance(owner, int) else owner.pk
    return owner_id in owner_ids(user, permission)
