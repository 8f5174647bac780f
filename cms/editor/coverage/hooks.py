"""Addresses and menu entry of the coverage screens; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.coverage import faults, views
from cms.editor.menu import add_entry
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def coverage_addresses() -> list[URLPattern]:
    """Municipalities, items, one of each, and what is wrong."""
    return [
        path("daekning/", views.municipalities, name="editor_coverage"),
        path(
            "daekning/kommuner/<slug:slug>/",
            views.municipality,
            name="editor_coverage_municipality",
        ),
        path("daekning/indhold/", views.items, name="editor_coverage_items"),
        path("daekning/indhold/<int:key>/", views.item, name="editor_coverage_item"),
        path("daekning/mangler/", faults.faults, name="editor_coverage_faults"),
    ]


add_entry(
    Action.PUBLISH,
    _("Dækning"),
    "editor_coverage",
    icon="globe",
    order=120,
    kinds=[OwnerKind.NATIONAL],
)
