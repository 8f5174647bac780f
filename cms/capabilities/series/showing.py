"""What an item's page shows of its series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cms.capabilities.series.standing import Members, Standings, done_by, here
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.labels import language
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item


@dataclass(frozen=True)
class Part:
    """One item of the series, as a line or as the next."""

    title: str
    url: str
    drawing: str
    is_video: bool
    is_this: bool
    is_done: bool


def shown(item: Item, citizen: Citizen | None) -> dict[str, Any] | None:
    """What the fragment needs; None where the item stands in no series here."""
    where = here(citizen)
    stand = among([item], Standings(where)).get(item.pk) if where else None
    if where is None or stand is None:
        return None
    members = among([item], Members(where, language()))[item.pk]
    done = done_by(citizen) & members.keys() if citizen else frozenset()
    parts = {pk: _part(one, pk == item.pk, pk in done) for pk, one in members.items()}
    return {
        "series": stand.series,
        "position": stand.position,
        "parts": list(parts.values()),
        "next": parts.get(stand.position.next or 0),
        "previous": parts.get(stand.position.previous or 0),
        "is_done": item.pk in done,
        "all_done": len(done) == len(parts),
        "title_language": SOURCE_LANGUAGE if language() != SOURCE_LANGUAGE else "",
    }


def _part(item: Item, is_this: bool, is_done: bool) -> Part:
    declaration = item.declaration
    drawing = declaration.presentation.card.drawing
    return Part(
        str(item),
        reverse("portal:detail", args=[declaration.settings.path, item.slug]),
        getattr(item, drawing) if drawing else declaration.presentation.icon,
        bool(declaration.fields_of("video")),
        is_this,
        is_done,
    )
