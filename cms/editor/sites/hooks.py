"""Addresses and menu entry of the site's screens; imported by the door's own hooks."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.sites import views
from cms.editor.sites.access import managed


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


class SiteMenuItem(MenuItem):
    """Shown to those who manage a municipality's site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a site to manage."""
        return managed(request).exists()


@hooks.register("register_admin_menu_item")
def site_entry() -> MenuItem:
    """The way to the site's screens."""
    address = reverse_lazy("editor_site")
    return SiteMenuItem(_("Webstedet"), address, name="site", icon_name="site", order=400)
