"""Letting somebody in: the role, the editors' door, and a media collection of the owner's own."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

from cms.municipalities.actions import Action
from cms.municipalities.models import NATIONAL_SLUG, Owner, User, national_owner
from cms.municipalities.roles import ROLES, give_role

MEDIA_MODELS = (
    ("wagtailimages", "image"),
    ("wagtaildocs", "document"),
    ("wagtailmedia", "media"),
)
OWN_ACTIONS, SHARED_ACTIONS = ("add", "change", "delete", "choose"), ("choose",)


def welcome(user: User, role: str, owner: Owner) -> None:
    """Give a person a role, with everything that the role needs. Raises WrongOwner."""
    group = give_role(user, role, owner)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(access)
    if Action.WRITE not in ROLES[role].actions:
        return
    _allow(group, collection_of(owner), OWN_ACTIONS)
    # The nation's media are for all to use, and nobody else's.
    _allow(group, collection_of(national_owner()), SHARED_ACTIONS)


def collection_of(owner: Owner) -> Collection:
    """The collection of an owner's media, made on first use."""
    name = NATIONAL_SLUG if owner.slug == NATIONAL_SLUG else f"{owner.name} ({owner.slug})"
    root = Collection.get_first_root_node()
    found: Collection | None = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def _allow(group: Group, collection: Collection, actions: tuple[str, ...]) -> None:
    for app_label, model in MEDIA_MODELS:
        codenames = [f"{action}_{model}" for action in actions]
        for permission in Permission.objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )
