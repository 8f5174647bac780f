"""``{% load pushes %}``: what other pages show of messages."""

from __future__ import annotations

from typing import Any

from django import template

from cms.citizens.models import Citizen
from cms.pushes.inbox import waiting_for_answer
from cms.pushes.shown import shown

register = template.Library()


@register.inclusion_tag("components/pushes_waiting.html")
def pushes_waiting(citizen: Citizen | None) -> dict[str, Any]:
    """What waits for the citizen's answer; nothing where nothing does."""
    if citizen is None:
        return {"waiting": []}
    return {"waiting": shown(waiting_for_answer(citizen), citizen)}
