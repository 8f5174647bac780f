"""Addresses and menu entry of the web team's screen; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.keys import views
from cms.editor.menu import add_entry
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def key_addresses() -> list[URLPattern]:
    """The screen, and the buttons that change something at once."""
    return [
        path("webteam/", views.overview, name="editor_keys"),
        path("webteam/noegler/", views.make, name="editor_keys_make"),
        path("webteam/noegler/<int:key>/luk/", views.revoke, name="editor_keys_revoke"),
        path("webteam/websteder/", views.add_origin, name="editor_keys_origin"),
        path(
            "webteam/websteder/<int:key>/fjern/",
            views.remove_origin,
            name="editor_keys_origin_remove",
        ),
        path("webteam/beskeder/", views.subscribe, name="editor_keys_webhook"),
        path("webteam/beskeder/<int:key>/stop/", views.end, name="editor_keys_webhook_end"),
        path("webteam/beskeder/<int:key>/igen/", views.replay, name="editor_keys_webhook_replay"),
    ]


add_entry(
    Action.MANAGE_KEYS,
    _("Webteamet"),
    "editor_keys",
    icon="key",
    order=410,
    kinds=[OwnerKind.MUNICIPALITY],
)
