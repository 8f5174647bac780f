"""The screen's addresses and its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.appearance import versions, views
from cms.editor.menu import add_entry
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The screen and what it asks for."""
    one = "udseende/<slug:slug>/"
    return [
        path("udseende/", views.index, name="editor_appearance"),
        path(one, views.edit, name="editor_appearance_of"),
        path(f"{one}kontrast/", views.contrasts, name="editor_appearance_contrasts"),
        path(f"{one}forside/", views.preview, name="editor_appearance_preview"),
        path(f"{one}tema.css", views.rules, name="editor_appearance_css"),
        path(f"{one}tilbage/", versions.back, name="editor_appearance_back"),
        path(f"{one}smid-vaek/", versions.discard, name="editor_appearance_discard"),
        path(f"{one}hent/", versions.download, name="editor_appearance_download"),
        path(f"{one}hent-ind/", versions.upload, name="editor_appearance_upload"),
    ]


add_entry(
    Action.DRESS,
    _("Udseende"),
    "editor_appearance",
    icon="desktop",
    order=120,
    kinds=[OwnerKind.MUNICIPALITY],
)
