"""``{% load playable %}``: what the address of a player's page asks for, and what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context

from cms.capabilities.playable import showing, spoken
from cms.capabilities.playable.transcript import transcript_of_film
from cms.library.labels import language
from cms.media.models import Video

register = template.Library()


@register.simple_tag(takes_context=True)
def asked_of_player(context: Context, forms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """From where to play, in which form, and which language to read."""
    return showing.asked(context.get("request"), forms)


@register.simple_tag
def transcript(film: Video, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is said: each passage with its time and the address that plays from there."""
    found = transcript_of_film(film, asked["read"], language())
    if found is None:
        return None
    more = f"&{asked['more']}" if asked["more"] else ""
    return {
        "language": found.language if found.language != language() else "",
        "passages": [
            {
                "at": str(int(one.start)),
                "start": str(one.start),
                "clock": spoken.clock(one.start),
                "text": one.text,
                "url": f"?{showing.FROM}={int(one.start)}{more}#film",
            }
            for one in found.passages
        ],
        "others": [
            {"code": code, "name": name, "url": f"?{urlencode({showing.READ: code})}#udskrift"}
            for code, name in found.languages
            if code != found.language
        ],
    }
