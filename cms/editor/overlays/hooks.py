"""Addresses and menu entry of own words; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.overlays.listing import overlays
from cms.editor.overlays.screen import overlay
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def overlay_addresses() -> list[URLPattern]:
    """The list, and one item's own words."""
    return [
        path("egne-ord/", overlays, name="editor_overlays"),
        path("egne-ord/<slug:type_name>/<int:key>/", overlay, name="editor_overlay"),
    ]


add_entry(
    Action.CURATE,
    _("Egne ord"),
    "editor_overlays",
    icon="edit",
    order=115,
    kinds=[OwnerKind.MUNICIPALITY],
)
