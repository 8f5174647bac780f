"""What a phone keeps for when there is no net: the saved, the next appointments, and the frame.

Nothing is kept until a citizen asks for it on her own phone. Only the page of her own is fetched as
hers; the items' pages are kept as a visitor meets them, so nothing personal lies in them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.capabilities.favourite.services import favourites_of
from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.my_page.asking import Asking
from cms.my_page.moments import Moment, moments
from cms.my_page.sources.favourites import last_day
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.styles import stylesheet_url
from cms.portal.themes import theme_css_url
from cms.portal.widgets import Cards, cards_by_key

WORKER = "portal/worker.js"
# Appointments of two weeks, and so many of the saved.
DAYS, MOST = 14, 40
STATIC = (
    "portal/portal.js",
    "portal/read-aloud.js",
    "portal/offline.js",
    "portal/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "portal/fonts/noto-sans-arabic-core-wght-normal.woff2",
    "portal/fonts/noto-sans-cyrillic-wght-normal.woff2",
)


@require_safe
@cache_control(max_age=3600)
def worker(request: HttpRequest) -> HttpResponse:
    """The portal's worker; its script must lie within the portal that it works for."""
    found = finders.find(WORKER)
    if not isinstance(found, str):
        raise Http404("No script.")
    with open(found, encoding="utf-8") as script:  # noqa: PTH123 - the finder gives a name
        return HttpResponse(script.read(), content_type="text/javascript")


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """What stands in the place of a page that isn't kept."""
    return render(request, "portal/offline.html")


@require_safe
@for_citizens
def mine(request: CitizenRequest) -> HttpResponse:
    """What the citizen has saved, and her next appointments."""
    viewer = viewer_of(request)
    rows = list(favourites_of(request.citizen))[:MOST]
    coming = _coming(viewer, request)
    keys = {row.item_id for row in rows} | {one.item_id for one in coming if one.item_id}
    known = cards_by_key(keys, viewer)
    context = {
        "saved": [
            _saved(known[row.item_id], last_day(row)) for row in rows if row.item_id in known
        ],
        "days": _days(coming, known),
    }
    return render(request, "portal/offline_mine.html", context)


@require_safe
@for_citizens
def listed(request: CitizenRequest) -> JsonResponse:
    """What the worker fetches: `own` as the citizen, `open` as a visitor."""
    viewer = viewer_of(request)
    keys = {row.item_id for row in list(favourites_of(request.citizen))[:MOST]}
    keys |= {one.item_id for one in _coming(viewer, request) if one.item_id}
    pages = [card["url"] for card in cards_by_key(keys, viewer).values()]
    files = [staticfiles_storage.url(name) for name in STATIC]
    look = [theme_css_url(viewer.municipality), stylesheet_url(), reverse("portal:icon")]
    return JsonResponse(
        {
            "own": [reverse("portal:offline_mine")],
            "open": [reverse("portal:offline"), *pages, *look, *files],
        }
    )


def _coming(viewer: Viewer, request: CitizenRequest) -> list[Moment]:
    return moments(Asking(viewer, request.citizen), viewer.today, DAYS)


def _saved(card: dict[str, Any], last: str) -> dict[str, Any]:
    return {**card, "badges": [{"text": last}] if last else [], "reason": None}


def _days(coming: list[Moment], known: Cards) -> list[tuple[date, list[dict[str, Any]]]]:
    """The days on which something happens, each with its moments."""
    days: dict[date, list[dict[str, Any]]] = {}
    for one in coming:
        card = known.get(one.item_id) if one.item_id else None
        title = card["title"] if card else one.title
        if title:
            entry = {"title": title, "url": card["url"] if card else "", "at": one.at, "one": one}
            days.setdefault(one.day, []).append(entry)
    return sorted(days.items())
