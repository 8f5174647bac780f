"""Where the screens are, and the way to them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.moving import views
from cms.editor.moving.access import owners_of


@hooks.register("register_admin_urls")
def moving_addresses() -> list[URLPattern]:
    """The screens for files in and out."""
    return [
        path("flyt/", views.start, name="editor_moving"),
        path("flyt/<int:key>/", views.batch, name="editor_moving_batch"),
        path("flyt/<int:key>/import/", views.confirm, name="editor_moving_confirm"),
        path("flyt/<int:key>/fortryd/", views.undo, name="editor_moving_undo"),
        path("flyt/skabelon/<slug:type_name>/", views.download_template, name="editor_template"),
        path("flyt/alt.xlsx", views.download_all, {"form": "xlsx"}, name="editor_export_xlsx"),
        path("flyt/alt.json", views.download_all, {"form": "json"}, name="editor_export_json"),
    ]


class MovingMenuItem(MenuItem):
    """Shown to those who may move content in and out."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is an owner to move content for."""
        return bool(owners_of(request))


@hooks.register("register_admin_menu_item")
def moving_entry() -> MenuItem:
    """The way to the screens."""
    address = reverse_lazy("editor_moving")
    return MovingMenuItem(
        _("Flyt ind og ud"), address, name="moving", icon_name="upload", order=180
    )
