"""Addresses of the plan's screens, and the panel on the staff's page of a citizen."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.citizens.models import Citizen
from cms.editor.plans import views
from cms.municipalities.models import User
from cms.plans.services import changes_of, plan_of
from cms.plans.terms import LOOK_AT_PLAN
from cms.rights.panels import Panel, register

CHANGES_SHOWN = 10


@hooks.register("register_admin_urls")
def plan_addresses() -> list[URLPattern]:
    """Writing a step, and answering one."""
    return [
        path("borgere/<int:key>/plan/", views.write, name="editor_plan_write"),
        path("borgere/<int:key>/plan/<int:step>/", views.answer, name="editor_plan_answer"),
    ]


def plan_panel(_person: User, citizen: Citizen) -> dict[str, Any]:
    """Goals, what lies ahead and behind, and who changed what."""
    return {
        "citizen_key": citizen.pk,
        "plan": plan_of(citizen),
        "changes": changes_of(citizen, CHANGES_SHOWN),
    }


register(
    Panel(
        name="plan",
        label=LOOK_AT_PLAN,
        heading=_("Planen"),
        template="editor/plans/panel.html",
        contents=plan_panel,
        order=40,
    )
)
