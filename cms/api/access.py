"""Who may read a field: everyone, a logged-in citizen, or an editor of the item's owner."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser

from cms.api.errors import FORBIDDEN, LOGIN_REQUIRED, api_error
from cms.library.models import Item
from cms.municipalities.roles import may, owner_ids

Resolver = Callable[..., Any]


def guarded(access: str, resolver: Resolver) -> Resolver:
    """The resolver behind its check; a public one as it is."""
    if access == "public":
        return resolver

    @wraps(resolver)
    def check_first(root: Any, info: Any, **arguments: Any) -> Any:
        check_access(access, root, info)
        return resolver(root, info, **arguments)

    return check_first


def check_access(access: str, root: Any, info: Any) -> None:
    """Raises a GraphQLError that says who may read the field."""
    if is_editor(root, info) or (access == "citizen" and has_citizen(info)):
        return
    if access == "citizen":
        raise api_error(LOGIN_REQUIRED, f"{info.field_name} is for citizens. Log in first.")
    raise api_error(FORBIDDEN, f"{info.field_name} is for the owner's editors. Leave it out.")


def has_citizen(info: Any) -> bool:
    """Whether a citizen is logged in."""
    return getattr(info.context, "citizen", None) is not None


def is_editor(root: Any, info: Any) -> bool:
    """Whether the user edits what the item's owner owns; elsewhere, whether an editor at all."""
    user = getattr(info.context, "user", None) or AnonymousUser()
    if isinstance(root, Item):
        return may(user, "edit_content", root.owner_id)
    return bool(getattr(user, "is_superuser", False) or owner_ids(user))
