"""Addresses and menu entry of the site's screens; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.sites import views
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind


@hooks.register("register_admin_urls")
def site_addresses() -> list[URLPattern]:
    """Overview, the forms, and the two buttons that change something at once."""
    return [
        path("webstedet/", views.overview, name="editor_site"),
        path("webstedet/erklaering/", views.statement, name="editor_site_statement"),
        path("webstedet/erklaering/luk/", views.close, name="editor_site_close"),
        path("webstedet/kontakt/", views.contact, name="editor_site_contact"),
        path("webstedet/oplysninger/", views.privacy, name="editor_site_privacy"),
        path("webstedet/gamle-adresser/", views.redirects, name="editor_site_redirects"),
        path(
            "webstedet/gamle-adresser/<int:key>/fjern/",
            views.remove_redirect,
            name="editor_site_redirect_remove",
        ),
    ]


add_entry(
    Action.MANAGE_SITE,
    _("Webstedet"),
    "editor_site",
    icon="site",
    order=400,
    kinds=[OwnerKind.MUNICIPALITY],
)
