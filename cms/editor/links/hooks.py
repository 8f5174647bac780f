"""The address of the list; imported by the door's own hooks. The desk leads to it."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from cms.editor.links.views import broken_links


@hooks.register("register_admin_urls")
def link_addresses() -> list[URLPattern]:
    """The list."""
    return [path("links/", broken_links, name="editor_broken_links")]
