"""Wagtail's views of each type, every one of them closed against other owners' items.

Three locks, because Wagtail knows no tenants: the request's scope hides what an editor may not
see; the policy decides actions; and each view of one object checks again that it is the editor's.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.editor.panels import edit_handler
from cms.editor.policy import OwnerPolicy
from cms.editor.sharing.approving import ApproveItem
from cms.editor.sharing.views import DeleteItem, UnpublishItem
from cms.editor.two_eyes import ColleagueView
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import User

# Views without an object in their address, and views that only show what the scope shows.
WITHOUT_OBJECT = frozenset({"index_view_class", "add_view_class", "preview_on_add_view_class"})
READING = frozenset({"inspect_view_class"})
PUBLISHING = frozenset({"add_view_class", "edit_view_class"})
# Signs of Wagtail's own sprite, by the icon that a declaration names.
ICONS = {
    "play": "media",
    "lessons": "list-ol",
    "calendar": "calendar-alt",
    "shop": "tag",
    "news": "doc-full",
    "people": "group",
    "building": "home",
}


class OwnItemView:
    """In front of a view of one object: the object must be the editor's own."""

    only_reads = False
    model: type[Item]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not visible is not there (404); visible but another's is refused (403)."""
        key = unquote(str(kwargs.get("pk", args[0] if args else "")))
        if not key.isdecimal() or not self.model.objects.filter(pk=key).exists():
            raise Http404(key)
        # The admin lets nobody else in.
        own = self.model.objects.editable_by(cast("User", request.user))
        if not self.only_reads and not own.filter(pk=key).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


def closed(base: type[SnippetViewSet]) -> type[SnippetViewSet]:
    """The viewset with the lock put in front of every view of one object, also of future ones."""
    views: dict[str, Any] = {}
    for name in dir(base):
        view = getattr(base, name)
        if name in PUBLISHING:
            view = type(f"Colleague{view.__name__}", (ColleagueView, view), {})
            views[name] = view
        if name.endswith("_view_class") and name not in WITHOUT_OBJECT and isinstance(view, type):
            lock = {"only_reads": name in READING}
            views[name] = type(f"Own{view.__name__}", (OwnItemView, view), lock)
    return type(f"Closed{base.__name__}", (base,), views)


class ItemViewSet(SnippetViewSet):
    """The editors' views of a type; subclasses are made for each declared type."""

    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 30
    unpublish_view_class = UnpublishItem
    delete_view_class = DeleteItem
    workflow_action_view_class = ApproveItem
    # Wagtail has a template of its own for snippets, which would come before the view's.
    delete_template_name = DeleteItem.template_name

    @cached_property
    def permission_policy(self) -> OwnerPolicy:
        """Decides by owner."""
        return OwnerPolicy(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """What the editor may look at, with owners."""
        found: QuerySet[Item] = self.model.objects.visible_to_editor(request.user)
        return found.select_related("owner", "latest_revision").order_by("owner__kind", "slug")

    def get_edit_handler(self) -> ObjectList:
        """The form that follows from the declaration."""
        return edit_handler(self.model).bind_to_model(self.model)


def viewset_of(model: type[Item]) -> type[SnippetViewSet]:
    """The viewset of one type, with columns and filters from its declaration."""
    declaration = model.declaration
    attributes = {
        "model": model,
        "icon": ICONS.get(declaration.presentation.icon, "snippet"),
        "menu_label": declaration.labels.da.many.capitalize(),
        "menu_name": declaration.name,
        "list_display": [
            declaration.title_field,
            Column("owner", label=_("Ejer"), accessor="owner"),
            Column("sharing", label=_("Deling"), accessor="get_sharing_display"),
            LiveStatusTagColumn(),
        ],
        "list_filter": ["sharing", "live", *declaration.facets],
        "search_fields": [declaration.title_field],
        "search_backend_name": None,
        "add_to_admin_menu": False,
    }
    return type(f"{model.__name__}ViewSet", (closed(ItemViewSet),), attributes)


class LibraryGroup(SnippetViewSetGroup):
    """All types below one entry of the menu."""

    menu_label = _("Indhold")
    menu_icon = "folder-open-inverse"
    menu_order = 100

    @cached_property
    def items(self) -> list[type[SnippetViewSet]]:
        """One viewset a type."""
        return [viewset_of(model) for model in item_models().values()]
