"""Addresses and menu entry of the people's screen; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.people import views
from cms.municipalities.actions import Action


@hooks.register("register_admin_urls")
def people_addresses() -> list[URLPattern]:
    """The list with its invitation, and the buttons at each person."""
    return [
        path("folk/", views.people, name="editor_people"),
        path("folk/<int:key>/rolle/", views.change, name="editor_people_change"),
        path("folk/<int:key>/send-igen/", views.send_again, name="editor_people_send_again"),
    ]


add_entry(Action.MANAGE_PEOPLE, _("Folk og roller"), "editor_people", icon="group", order=420)
