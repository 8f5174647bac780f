"""What an editor may do: decided by the owners that the editor works for, never by model alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from cms.library.models import Item, ItemQuerySet
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may, owner_ids, owner_kinds

LOOKING = frozenset({"view", "choose"})
# What Wagtail asks, as the declared table says it; what it may ask later is refused.
ASKED = {
    "add": Action.WRITE,
    "change": Action.WRITE,
    "lock": Action.WRITE,
    "unlock": Action.WRITE,
    "delete": Action.PUBLISH,
    "publish": Action.PUBLISH,
}
Person = User | AnonymousUser


class OwnerPolicy(BasePermissionPolicy):
    """Everything one may do with own items; looking only at what others share."""

    def owners(self, user: Person, action: Action = Action.WRITE) -> QuerySet[Owner]:
        """The owners that this type may belong to and with whom the user may do this."""
        kinds = self.model.declaration.settings.owners
        allowed = Owner.objects.filter(kind__in=kinds)
        if isinstance(user, User) and user.is_superuser:
            return allowed
        return allowed.filter(pk__in=owner_ids(user, action))

    def user_has_permission(self, user: Person, action: str) -> bool:
        """Looking needs any owner; everything else one that may own this type."""
        if not isinstance(user, User) or not user.is_active:
            return False
        if action in LOOKING:
            return user.is_superuser or bool(owner_ids(user, Action.READ))
        if action not in ASKED:
            return False
        kinds = set(self.model.declaration.settings.owners)
        return user.is_superuser or bool(kinds & owner_kinds(user, ASKED[action]))

    def user_has_any_permission(self, user: Person, actions: Iterable[str]) -> bool:
        """Any of the actions."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Any) -> bool:
        """Own items: everything. Others': looking, when the editors' view shows them."""
        if not self.user_has_permission(user, action):
            return False
        if may(user, ASKED.get(action, Action.READ), instance.owner_id):
            return True
        if action not in LOOKING or not isinstance(user, User):
            return False
        visible = self.model.objects.visible_to_editor(user).filter(pk=instance.pk)
        return bool(visible.exists())

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Iterable[str], instance: Any
    ) -> bool:
        """Any of the actions on this item."""
        return any(self.user_has_permission_for_instance(user, a, instance) for a in actions)

    def instances_user_has_any_permission_for(
        self, user: Person, actions: Iterable[str]
    ) -> QuerySet[Item]:
        """The items on which the user may do any of the actions."""
        items: ItemQuerySet = self.model.objects
        if not isinstance(user, User) or not user.is_active:
            return items.everything("nothing is read").none()
        if LOOKING & set(actions):
            return items.visible_to_editor(user)
        asked = [ASKED[action] for action in actions if action in ASKED]
        return items.owned_where(user, *asked)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """People who edit for anybody; Wagtail asks when it offers to assign tasks."""
        return User.objects.filter(groups__isnull=False, is_active=True).distinct()
