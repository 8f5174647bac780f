"""The declared table: which role may do what, on which kind of owner (mission M1.3).

Every door asks `may`, which asks guardian on the owner; nothing asks for a role by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermission, UserObjectPermission
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User


@dataclass(frozen=True)
class Role:
    """What a person with the role may do with one owner of the given kind.

    Roles are given by the owner's own administrators; some also by the nation's, who so let in
    the first person of each owner.
    """

    owner_kind: OwnerKind
    actions: frozenset[Action]
    label: Any
    given_by_nation: bool = False
    # What the declarations of citizens' attributes call this role; empty: it meets no citizens.
    seen_as: str = ""


_READER = frozenset({Action.READ})
_AUTHOR = _READER | {Action.WRITE, Action.PUBLISH}
# Writes too, but somebody else decides where it is shown.
_SENDER = _READER | {Action.WRITE, Action.SUBMIT}
_EDITOR = _AUTHOR | {
    Action.REVIEW,
    Action.TARGET,
    Action.COMPOSE,
    Action.EXCHANGE,
    Action.SEARCH_WORDS,
}
_ADMINISTRATOR = frozenset(
    {Action.DRESS, Action.MANAGE_SITE, Action.MANAGE_PEOPLE, Action.READ_LOG}
)
_HELPER = _READER | {Action.MEET_CITIZENS}
_CURATOR = frozenset({Action.CURATE})
_DOORKEEPER = frozenset({Action.MANAGE_KEYS})

ROLES: dict[str, Role] = {
    "national_editor": Role(OwnerKind.NATIONAL, _EDITOR, _("National redaktør")),
    "national_administrator": Role(
        OwnerKind.NATIONAL, _EDITOR | _ADMINISTRATOR, _("National administrator")
    ),
    "municipal_editor": Role(OwnerKind.MUNICIPALITY, _EDITOR | _CURATOR, _("Kommunal redaktør")),
    "municipal_administrator": Role(
        OwnerKind.MUNICIPALITY,
        _EDITOR | _CURATOR | _ADMINISTRATOR | _DOORKEEPER,
        _("Kommunal administrator"),
        given_by_nation=True,
    ),
    "company_user": Role(OwnerKind.COMPANY, _SENDER, _("Virksomhedsbruger"), given_by_nation=True),
    "vendor_user": Role(OwnerKind.VENDOR, _SENDER, _("Leverandørbruger"), given_by_nation=True),
    "adviser": Role(OwnerKind.MUNICIPALITY, _HELPER, _("Jobrådgiver"), seen_as="job_adviser"),
    "journey_assistant": Role(
        OwnerKind.MUNICIPALITY, _HELPER, _("Jobrejseassistent"), seen_as="journey_assistant"
    ),
    "personal_job_consultant": Role(
        OwnerKind.MUNICIPALITY,
        _HELPER,
        _("Personlig jobkonsulent"),
        seen_as="personal_job_consultant",
    ),
}


# Between role and owner in a group's name; no role or slug holds it.
BETWEEN = ":"
# By action: owners' primary keys, each with the kind of owner.
Standing = dict[str, dict[int, str]]


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
    group, _made = Group.objects.get_or_create(name=f"{role}{BETWEEN}{owner.slug}")
    _bring_up_to_date(group, declared, plain(owner))
    return group


def refresh_groups() -> None:
    """Give every group what the table says now; runs after each migration."""
    owners = {owner.slug: owner for owner in Owner.objects.all()}
    for group in Group.objects.filter(name__contains=BETWEEN):
        role, slug = group.name.split(BETWEEN, 1)
        if role in ROLES and slug in owners:
            _bring_up_to_date(group, ROLES[role], owners[slug])


def _bring_up_to_date(group: Group, role: Role, owner: Owner) -> None:
    held = set(get_group_perms(group, owner))
    for action in role.actions - held:
        assign_perm(f"municipalities.{action}", group, owner)
    for codename in held - role.actions:
        remove_perm(f"municipalities.{codename}", group, owner)


def give_role(user: User, role: str, owner: Owner) -> Group:
    """Give one person one role on one owner. Raises WrongOwner."""
    group = role_group(role, owner)
    user.groups.add(group)
    return group


def plain(owner: Owner) -> Owner:
    """The owner as a bare `Owner`: permissions hang on that table, whatever the kind."""
    return owner if type(owner) is Owner else owner.owner_ptr  # type: ignore[attr-defined]


def take_role(user: User, role: str, owner: Owner) -> None:
    """Take a role from a person; nothing happens where the person doesn't have it."""
    user.groups.remove(role_group(role, owner))


def owner_ids(user: User | AnonymousUser, action: str) -> frozenset[int]:
    """Primary keys of the owners with whom the user may do this.

    A superuser gets no shortcut here: callers decide what "everything" means at their door.
    """
    return frozenset(owners_by_action(user).get(action, {}))


def owner_kinds(user: User | AnonymousUser, action: str) -> frozenset[str]:
    """The kinds of owner with whom the user may do this."""
    return frozenset(owners_by_action(user).get(action, {}).values())


def owners_by_action(user: User | AnonymousUser) -> Standing:
    """For each action the owners, by primary key with their kind; read once per user object."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    if "_standing" not in user.__dict__:
        user.__dict__["_standing"] = _read_standing(user)
    found: Standing = user.__dict__["_standing"]
    return found


def _read_standing(user: User) -> Standing:
    about_owners = {"content_type": ContentType.objects.get_for_model(Owner)}
    through_groups = GroupObjectPermission.objects.filter(group__user=user, **about_owners)
    in_person = UserObjectPermission.objects.filter(user=user, **about_owners)
    columns = ("permission__codename", "object_pk")
    granted = {*through_groups.values_list(*columns), *in_person.values_list(*columns)}
    keys = {int(key) for _codename, key in granted}
    kinds = dict(Owner.objects.filter(pk__in=keys).values_list("pk", "kind")) if keys else {}
    standing: Standing = {}
    for codename, key in granted:
        if int(key) in kinds:
            standing.setdefault(codename, {})[int(key)] = kinds[int(key)]
    return standing


def may(user: User | AnonymousUser, action: str, owner: Owner | int) -> bool:
    """Whether the user may do this with the owner (or its primary key)."""
    if isinstance(user, User) and user.is_superuser:
        return True
    owner_id = owner if isinstance(owner, int) else owner.pk
    return owner_id in owner_ids(user, action)
