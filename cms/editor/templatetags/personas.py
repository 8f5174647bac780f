"""``{% load personas %}{% see_as municipality %}``: ways to look at a page as a made-up person."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template

from cms.citizens.personas import personas
from cms.municipalities.models import Municipality

register = template.Library()


@register.inclusion_tag("editor/personas/see_as.html")
def see_as(municipality: Municipality, side: str = "") -> dict[str, Any]:
    """Links to the portal's front page, or to the page at `side`, as each persona."""
    asked = {"kommune": municipality.slug} | ({"side": side} if side else {})
    return {
        "people": [(name, one.shown_as) for name, one in personas().items()],
        "query": urlencode(asked),
        "is_front_page": not side,
    }
