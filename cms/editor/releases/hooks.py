"""Addresses and menu entry of releases; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.releases import views
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def release_addresses() -> list[URLPattern]:
    """The list, one of them, and what one does with it."""
    return [
        path("udgivelser/", views.overview, name="editor_releases"),
        path("udgivelser/<int:key>/", views.release, name="editor_release"),
        path("udgivelser/<int:key>/ret/", views.change, name="editor_release_change"),
    ]


add_entry(
    Action.PUBLISH,
    _("Udgivelser"),
    "editor_releases",
    icon="calendar-check",
    order=130,
    kinds=[OwnerKind.NATIONAL],
)
