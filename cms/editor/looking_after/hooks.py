"""The desks' address; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from cms.editor.looking_after import views


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern]:
    """One address for all of them, and one for their files."""
    return [
        path(
            "indhold/<slug:type_name>/<int:key>/<slug:capability>/",
            views.desk,
            name="editor_desk",
        ),
        path(
            "indhold/<slug:type_name>/<int:key>/<slug:capability>/<path:rest>",
            views.desk_page,
            name="editor_desk_page",
        ),
    ]
