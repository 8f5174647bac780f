"""Addresses and menu entry of the citizens' screens; imported by the door's own hooks."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.citizens import views
from cms.municipalities.actions import Action
from cms.municipalities.roles import owner_ids


class CitizensEntry(MenuItem):
    """For those who meet citizens; a superuser as such does not."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there are citizens whom the person meets."""
        return bool(owner_ids(request.user, Action.MEET_CITIZENS))


@hooks.register("register_admin_urls")
def citizens_addresses() -> list[URLPattern]:
    """The list, and one citizen."""
    return [
        path("borgere/", views.citizens, name="editor_citizens"),
        path("borgere/<int:key>/", views.citizen, name="editor_citizen"),
    ]


@hooks.register("register_admin_menu_item")
def citizens_entry() -> MenuItem:
    """The way to the list."""
    address = reverse_lazy("editor_citizens")
    return CitizensEntry(_("Borgere"), address, name="citizens", icon_name="group", order=105)
