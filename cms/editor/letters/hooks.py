"""Addresses and menu entry of letters that wait; imported by the door's own hooks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.letters import views
from cms.municipalities.models import User
from cms.pushes.flagged import looks_after


class LettersEntry(MenuItem):
    """For the administrators of the nation and of municipalities."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether letters can wait for this person."""
        return looks_after(cast("User", request.user))


@hooks.register("register_admin_urls")
def letters_addresses() -> list[URLPattern]:
    """The list, and the answer to one."""
    return [
        path("breve/", views.letters, name="editor_letters"),
        path("breve/<uuid:key>/", views.answer, name="editor_letters_answer"),
    ]


@hooks.register("register_admin_menu_item")
def letters_entry() -> MenuItem:
    """The way to the list."""
    address = reverse_lazy("editor_letters")
    return LettersEntry(_("Beskeder i tvivl"), address, name="letters", icon_name="mail", order=430)
