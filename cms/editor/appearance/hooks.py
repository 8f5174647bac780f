"""The screen's addresses and its entry in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.appearance import versions, views
from cms.editor.appearance.access import dressed_by


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The screen and what it asks for."""
    one = "udseende/<slug:slug>/"
    return [
        path("udseende/", views.index, name="editor_appearance_index"),
        path(one, views.edit, name="editor_appearance"),
        path(f"{one}kontrast/", views.contrasts, name="editor_appearance_contrasts"),
        path(f"{one}forside/", views.preview, name="editor_appearance_preview"),
        path(f"{one}tema.css", views.rules, name="editor_appearance_css"),
        path(f"{one}tilbage/", versions.back, name="editor_appearance_back"),
        path(f"{one}smid-vaek/", versions.discard, name="editor_appearance_discard"),
        path(f"{one}hent/", versions.download, name="editor_appearance_download"),
        path(f"{one}hent-ind/", versions.upload, name="editor_appearance_upload"),
    ]


class AppearanceMenuItem(MenuItem):
    """Shown to those who may change a municipality's look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a municipality to dress."""
        return dressed_by(request).exists()


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    """The way to the screen."""
    address = reverse_lazy("editor_appearance_index")
    return AppearanceMenuItem(
        _("Udseende"), address, name="appearance", icon_name="desktop", order=120
    )
