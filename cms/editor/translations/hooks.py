"""Addresses and menu entry of translations; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.translations.listing import translations
from cms.editor.translations.places import KINDS
from cms.editor.translations.screen import translation
from cms.municipalities.actions import Action

ONE = "oversaettelser/<slug:type_name>/<int:key>/<slug:language>/"


@hooks.register("register_admin_urls")
def translation_addresses() -> list[URLPattern]:
    """The list, and one item in one language."""
    return [
        path("oversaettelser/", translations, name="editor_translations"),
        path(ONE, translation, name="editor_translation"),
    ]


add_entry(
    Action.WRITE,
    _("Oversættelser"),
    "editor_translations",
    icon="openquote",
    order=117,
    kinds=KINDS,
)
