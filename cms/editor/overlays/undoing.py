"""The last thing somebody did with own words, kept in the session so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from cms.editor.overlays.places import Place
from cms.library.overlays import kept, put_back

LAST = "overlay_last_done"


@contextmanager
def undoable(request: HttpRequest, place: Place, text: str) -> Iterator[None]:
    """Remember how the own words were before the block, and how they are after it."""
    was = kept(place.item, place.municipality)
    yield
    now = kept(place.item, place.municipality)
    if was != now:
        where = {"item": place.item.pk, "municipality": place.municipality.pk}
        request.session[LAST] = {**where, "was": was, "now": now, "text": text}


def last_done(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """What was done last with this item's own words; None for what has been overtaken."""
    last: dict[str, Any] | None = request.session.get(LAST)
    if last is None or (last["item"], last["municipality"]) != (
        place.item.pk,
        place.municipality.pk,
    ):
        return None
    return last if kept(place.item, place.municipality) == last["now"] else None


def undo(request: HttpRequest, place: Place) -> bool:
    """Put the own words back; False where there is nothing to undo or it has been overtaken."""
    last = last_done(request, place)
    request.session.pop(LAST, None)
    if last is None:
        return False
    return put_back(place.item, place.municipality, last["was"], last["now"])
