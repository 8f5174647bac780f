"""What was there and is over: a calm page that says so, with what is like it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlays import present
from cms.personalisation.viewer import Viewer
from cms.portal.neighbours import neighbours
from cms.portal.rooms import room_by_name

GONE = 410


def no_longer_open(
    request: HttpRequest, model: type[Item], slug: str, viewer: Viewer
) -> HttpResponse:
    """The page for those who come by an old link. Raises Http404 where nothing was there."""
    if viewer.municipality is None:
        raise Http404(slug)
    rows = model.objects.closed_on_shelf_of(viewer.municipality).select_related("owner")
    item: Item | None = rows.filter(slug=slug).first()
    if item is None:
        raise Http404(slug)
    near = neighbours(item, viewer)
    [item] = present([item], viewer.here, viewer.language)
    request.room = room_by_name(model.declaration.settings.room).path  # type: ignore[attr-defined]
    return render(request, "portal/no_longer_open.html", _context(item, near.alike), status=GONE)


def _context(item: Item, alike: Any) -> dict[str, Any]:
    declaration = item.declaration
    names = declaration.labels.in_language(language())
    closed = item.closes_at
    return {
        "item": item,
        "kind": names.one.capitalize(),
        "many": names.many,
        # A day counts to its end; the moment after it is the next day's first.
        "last_day": closed - timedelta(microseconds=1) if closed else None,
        "alike": alike,
        "list_url": reverse("portal:list", args=[declaration.settings.path]),
    }
