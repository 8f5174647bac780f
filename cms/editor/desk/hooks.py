"""Puts the desk in place of Wagtail's front page, and the house's colours on the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.editor.desk.figures import Figures
from cms.editor.desk.greeting import Greeting
from cms.editor.desk.guide import Help, guide
from cms.editor.desk.offers import Offers
from cms.editor.desk.panel import Panel
from cms.editor.desk.person import person_of
from cms.editor.desk.tools import Tools
from cms.editor.desk.waiting import Waiting
from cms.editor.desk.writing import Writing

PANELS: tuple[type[Panel], ...] = (Greeting, Writing, Tools, Waiting, Offers, Figures, Help)


@hooks.register("construct_homepage_panels")
def lay_the_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's panels are about pages, which editors here don't have; ours take their place."""
    person = person_of(request)
    made = (panel(request, person) for panel in PANELS)
    panels[:] = [panel for panel in made if panel.is_shown()]


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    """The house's colours, through Wagtail's own properties."""
    return format_html('<link rel="stylesheet" href="{}">', static("editor/desk/house.css"))


@hooks.register("register_admin_urls")
def guide_address() -> list[URLPattern]:
    """The editors' guide."""
    return [path("vejledning/", guide, name="editor_guide")]
