"""``{% load journeys %}``: what other pages show of journeys."""

from __future__ import annotations

from typing import Any

from django import template

from cms.citizens.models import Citizen
from cms.citizens.views.access import language_of_page
from cms.journeys.views import considered

register = template.Library()


@register.inclusion_tag("components/journeys_considered.html")
def journeys_considered(citizen: Citizen | None) -> dict[str, Any]:
    """What somebody is asked to decide about the citizen; nothing where nobody is."""
    if citizen is None or citizen.made_up_answers is not None:
        return {"considered": []}
    return {"considered": considered(citizen, language_of_page())}
