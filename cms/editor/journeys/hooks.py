"""Addresses and menu entry of proposals, and the panel on the staff's page of a citizen."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.citizens.models import Citizen
from cms.editor.citizens.hooks import CitizensEntry
from cms.editor.journeys import views
from cms.editor.journeys.rows import LANGUAGE, asked_about
from cms.journeys.terms import LOOK_AT_JOURNEY, LOOK_AT_PROPOSAL
from cms.journeys.views import here, steps
from cms.municipalities.models import User
from cms.rights.looks import declare_look
from cms.rights.panels import Panel, register

declare_look(views.LOOK, LOOK_AT_PROPOSAL)


@hooks.register("register_admin_urls")
def proposals_addresses() -> list[URLPattern]:
    """The list, and the decision."""
    return [
        path("forslag/", views.proposals, name="editor_proposals"),
        path("forslag/<int:key>/", views.decide, name="editor_decide"),
    ]


@hooks.register("register_admin_menu_item")
def proposals_entry() -> MenuItem:
    """The way to the list."""
    address = reverse_lazy("editor_proposals")
    return CitizensEntry(
        _("Forslag om borgere"), address, name="proposals", icon_name="help", order=106
    )


def journeys_panel(_person: User, citizen: Citizen) -> dict[str, Any]:
    """Where the citizen is, how they came there, and what waits for a decision."""
    return {
        "here": here(citizen, LANGUAGE),
        "steps": steps(citizen, LANGUAGE),
        "asked": asked_about(citizen),
        "companions": citizen.companions.select_related("person"),
    }


register(
    Panel(
        name="journeys",
        label=LOOK_AT_JOURNEY,
        heading=_("Forløb"),
        template="editor/journeys/panel.html",
        contents=journeys_panel,
        order=50,
    )
)
