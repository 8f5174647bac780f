"""What the editors' door adds to Wagtail, and what it closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from cms.editor.appearance import hooks as appearance_hooks  # noqa: F401 - registers itself
from cms.editor.citizens import hooks as _citizen_hooks  # noqa: F401 - registers itself
from cms.editor.companies import hooks as _company_hooks  # noqa: F401 - registers itself
from cms.editor.coverage import hooks as _coverage_hooks  # noqa: F401 - registers itself
from cms.editor.desk import hooks as desk_hooks  # noqa: F401 - registers itself
from cms.editor.feeds import hooks as _feed_hooks  # noqa: F401 - registers itself
from cms.editor.history import HistoryView
from cms.editor.journeys import hooks as _journey_hooks  # noqa: F401 - registers itself
from cms.editor.keys import hooks as _key_hooks  # noqa: F401 - registers itself
from cms.editor.letters import hooks as _letter_hooks  # noqa: F401 - registers itself
from cms.editor.links import hooks as _link_hooks  # noqa: F401 - registers itself
from cms.editor.looking_after import hooks as _desk_hooks  # noqa: F401 - registers itself
from cms.editor.menu import add_entry
from cms.editor.moving import hooks as moving_hooks  # noqa: F401 - registers itself
from cms.editor.overlays import hooks as overlay_hooks  # noqa: F401 - registers itself
from cms.editor.pages import hooks as page_hooks  # noqa: F401 - registers itself
from cms.editor.people import hooks as _people_hooks  # noqa: F401 - registers itself
from cms.editor.personas import hooks as persona_hooks  # noqa: F401 - registers itself
from cms.editor.plans import hooks as _plan_hooks  # noqa: F401 - registers itself
from cms.editor.policy import OwnerPolicy
from cms.editor.releases import hooks as release_hooks  # noqa: F401 - registers itself
from cms.editor.search import hooks as _search_hooks  # noqa: F401 - registers itself
from cms.editor.sharing import hooks as sharing_hooks  # noqa: F401 - registers itself
from cms.editor.shelf import views as shelf
from cms.editor.shelf.planning import planning
from cms.editor.sites import hooks as _site_hooks  # noqa: F401 - Wagtail finds only this file
from cms.editor.submissions import hooks as submission_hooks  # noqa: F401 - registers itself
from cms.editor.translations import hooks as translation_hooks  # noqa: F401 - registers itself
from cms.editor.viewsets import LibraryGroup
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind, User

# Wagtail's own entries that show the whole installation, for superusers only.
OF_THE_WHOLE_INSTALLATION = frozenset({"explorer", "reports", "settings", "help", "snippets"})
PUBLISHING = (PublishMenuItem, UnpublishMenuItem)

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


@hooks.register("construct_snippet_action_menu")
def publish_by_owner(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """The buttons that publish: Wagtail asks for a model's permission, which no role has."""
    model, item = context["model"], context.get("instance")
    if not issubclass(model, Item) or context.get("locked_for_user"):
        return
    policy, user = OwnerPolicy(model), cast("User", request.user)
    menu_items[:] = [one for one in menu_items if not isinstance(one, PUBLISHING)]
    if item is None or item.pk is None:
        is_allowed = policy.user_has_permission(user, "publish")
    else:
        is_allowed = policy.user_has_permission_for_instance(user, "publish", item)
    if is_allowed and context["view"] == "edit" and item is not None and item.live:
        menu_items.append(UnpublishMenuItem())
    if is_allowed:
        menu_items.append(PublishMenuItem())


@hooks.register("construct_main_menu")
def hide_what_is_not_theirs(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Editors see their content and media; reports and settings of the installation do not show."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in OF_THE_WHOLE_INSTALLATION]


@hooks.register("register_admin_urls")
def own_addresses() -> list[URLPattern]:
    """The municipality's shelf, and the history."""
    return [
        path("historik/", HistoryView.as_view(), name="editor_history"),
        path(
            "historik/fund/",
            HistoryView.as_view(results_only=True),
            name="editor_history_results",
        ),
        path("hylden/", shelf.shelf, name="editor_shelf"),
        path("hylden/valg/", shelf.choose, name="editor_shelf_choose"),
        path("hylden/plan/", planning, name="editor_shelf_plan"),
        path("hylden/fortryd/", shelf.take_back, name="editor_shelf_undo"),
    ]


add_entry(
    Action.CURATE,
    _("Hylden"),
    "editor_shelf",
    icon="tasks",
    order=110,
    kinds=[OwnerKind.MUNICIPALITY],
)
add_entry(Action.READ_LOG, _("Historik"), "editor_history", icon="history", order=900)
