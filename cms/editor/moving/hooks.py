"""Where the screens are, and the way to them."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.moving import views
from cms.municipalities.actions import Action


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


add_entry(Action.EXCHANGE, _("Flyt ind og ud"), "editor_moving", icon="upload", order=180)
