"""What was there and is over: a calm page that says so, with what is like it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.library.models import Item, ItemTerm
from cms.library.overlays import present
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards
from cms.portal.rooms import Room, room_by_name

GONE = 410
ALIKE = 3


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
    [item] = present([item], viewer.here, viewer.language)
    found = room_by_name(model.declaration.settings.room)
    request.room = found.path  # type: ignore[attr-defined]
    context = _context(item, found) | {"alike": cards(_alike(item, model, viewer), viewer)}
    return render(request, "portal/no_longer_open.html", context, status=GONE)


def _alike(item: Item, model: type[Item], viewer: Viewer) -> list[Item]:
    """Open ones of the same type, those with most marks in common first, then the newest."""
    marks = ItemTerm.objects.filter(item_id=item.pk).values("term_id")
    in_common = Count("item_terms", filter=Q(item_terms__term_id__in=marks))
    shelf = visible_to(model.objects.on_shelf_of(viewer.here), viewer).annotate(common=in_common)
    return list(shelf.select_related("owner").order_by("-common", "-first_published_at")[:ALIKE])


def _context(item: Item, found: Room) -> dict[str, Any]:
    declaration = item.declaration
    names = declaration.labels.in_language(language())
    closed = item.closes_at
    return {
        "item": item,
        "kind": names.one.capitalize(),
        "many": names.many,
        # A day counts to its end; the moment after it is the next day's first.
        "last_day": closed - timedelta(microseconds=1) if closed else None,
        "list_url": reverse("portal:list", args=[declaration.settings.path]),
        "breadcrumb": [
            {"text": _("Forside"), "url": reverse("portal:home")},
            {"text": str(found.label), "url": found.url},
            {"text": str(item)},
        ],
    }
