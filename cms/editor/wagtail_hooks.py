"""What the editors' door adds to Wagtail, and what it closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms.editor.viewsets import LibraryGroup
from cms.library.models import Item
from cms.municipalities.models import User

# Wagtail's own entries that show the whole installation, for superusers only.
OF_THE_WHOLE_INSTALLATION = frozenset({"explorer", "reports", "settings", "help", "snippets"})

register_snippet(LibraryGroup)


@hooks.register("before_bulk_action")
def only_own_items(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """A bulk action on anything that is not the editor's own is refused whole."""
    keys = {one.pk for one in objects if isinstance(one, Item)}
    if not keys:
        return
    own = Item.objects.editable_by(cast("User", request.user)).filter(pk__in=keys)
    if own.count() != len(keys):
        raise PermissionDenied


@hooks.register("construct_main_menu")
def hide_what_is_not_theirs(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Editors see their content and media; reports and settings of the installation do not show."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in OF_THE_WHOLE_INSTALLATION]
