"""Addresses and menu entry of the examples; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.personas import views
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def persona_addresses() -> list[URLPattern]:
    """Choosing, opening, and every page of the portal below a ticket."""
    return [
        path("se-som/", views.choose, name="editor_personas"),
        path("se-som/<slug:persona>/", views.open_as, name="editor_personas_open"),
        path("se-som/<str:ticket>/<slug:code>/", views.page, name="editor_personas_page"),
        path("se-som/<str:ticket>/<slug:code>/<path:path>", views.page),
    ]


add_entry(
    Action.CURATE,
    _("Se siden som"),
    "editor_personas",
    icon="user",
    order=120,
    kinds=[OwnerKind.MUNICIPALITY],
)
