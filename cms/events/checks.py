"""Told at start rather than at somebody's first step."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register

from cms.declarations.problems import DeclarationError
from cms.events.declared import kinds


@register("events")
def check_events(**_kwargs: object) -> list[CheckMessage]:
    """Whether the kinds of events can be read."""
    try:
        kinds()
    except DeclarationError as error:
        return [Error(str(error), id="events.E001")]
    return []
