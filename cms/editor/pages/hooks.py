"""The screens' addresses and their entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.pages import actions, views
from cms.editor.pages.access import COMPOSERS
from cms.municipalities.actions import Action


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The list, the page, and its buttons."""
    one = "sider/<int:key>/"
    return [
        path("sider/", views.index, name="editor_pages"),
        path("sider/ny/", actions.begin, name="editor_page_new"),
        path(one, views.edit, name="editor_page"),
        path(f"{one}forhaandsvisning/", views.preview, name="editor_page_preview"),
        path(f"{one}traek-tilbage/", actions.withdraw, name="editor_page_withdraw"),
        path(f"{one}tilbage/", actions.back, name="editor_page_back"),
        path(f"{one}foelg/", actions.keep_following, name="editor_page_follow"),
        path(f"{one}egen/", actions.own, name="editor_page_own"),
        path(f"{one}slet/", actions.remove, name="editor_page_delete"),
    ]


add_entry(
    Action.COMPOSE,
    _("Sider"),
    "editor_pages",
    icon="doc-full",
    order=115,
    kinds=COMPOSERS,
)
