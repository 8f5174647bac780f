"""The declared table of roles, and that guardian follows it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, User, national_owner
from cms.municipalities.roles import (
    ROLES,
    WrongOwner,
    give_role,
    may,
    refresh_groups,
    role_group,
    take_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skive() -> Municipality:
    """A municipality."""
    return Municipality.objects.create(slug="skive-proeve", name="Skive", code="9779")


@pytest.fixture
def person() -> User:
    """Somebody without a role."""
    return User.objects.create(username="proeve")


def fresh(user: User) -> User:
    """The same person in the next request; what one may do is remembered per request."""
    return User.objects.get(pk=user.pk)


def test_every_action_is_somebodys() -> None:
    """An action that no role has would be a door without a key."""
    assert {action for role in ROLES.values() for action in role.actions} == set(Action)


@pytest.mark.parametrize("role", [r for r, d in ROLES.items() if d.owner_kind == "municipality"])
def test_a_role_gives_what_the_table_says_and_nothing_else(
    role: str, skive: Municipality, person: User
) -> None:
    give_role(person, role, skive)
    allowed = {action for action in Action if may(fresh(person), action, skive)}
    assert allowed == ROLES[role].actions
    assert not any(may(fresh(person), action, national_owner()) for action in Action)


def test_a_role_that_is_taken_gives_nothing(skive: Municipality, person: User) -> None:
    give_role(person, "municipal_administrator", skive)
    take_role(person, "municipal_administrator", skive)
    assert not any(may(fresh(person), action, skive) for action in Action)


def test_a_role_on_the_wrong_kind_of_owner_is_refused(skive: Municipality, person: User) -> None:
    with pytest.raises(WrongOwner, match="national_editor"):
        give_role(person, "national_editor", skive)
    assert not person.groups.exists()


def test_strangers_and_those_who_have_left_may_nothing(skive: Municipality, person: User) -> None:
    give_role(person, "municipal_administrator", skive)
    person.is_active = False
    person.save()
    for nobody in (AnonymousUser(), fresh(person)):
        assert not any(may(nobody, action, skive) for action in Action)


def test_groups_follow_the_table(skive: Municipality) -> None:
    """What an older version gave is taken, and what it lacked is given."""
    group = role_group("adviser", skive)
    owner = Owner.objects.get(pk=skive.pk)
    assign_perm("municipalities.publish", group, owner)
    remove_perm("municipalities.read", group, owner)
    refresh_groups()
    assert set(get_group_perms(group, owner)) == {"read", "meet_citizens"}
