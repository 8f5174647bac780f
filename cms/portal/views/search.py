"""Search: words first, then facets; the same order as every other door."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from cms.events.services import record
from cms.library.labels import language, term_labels
from cms.library.languages import CONTENT_LANGUAGES
from cms.library.registry import declarations
from cms.personalisation.firsts import first_of
from cms.personalisation.shelf_list import ShelfList
from cms.personalisation.viewer import Viewer, viewer_of
from cms.plans.follows import Follow
from cms.plans.models import LONGEST_VALUE, FollowKind
from cms.portal.drawing import Drawing
from cms.portal.facets import Facet, panel
from cms.portal.found import cards_of
from cms.portal.listing import ALL_PARAMETER, asked_page, pagination
from cms.portal.rooms import ROOMS
from cms.portal.texts import FACET_LABELS
from cms.portal.views.follows import button
from cms.search.errors import SearchError
from cms.search.result import SearchResult
from cms.search.services import query_for, search_for, suggest_for

_log = logging.getLogger(__name__)
PAGE_SIZE, PROPOSED = 12, 3
TYPE = "type"
FACETS = ("topics", "industries", "language")


def search_page(request: HttpRequest) -> HttpResponse:
    """`/soeg/?q=…&type=…&topics=…`."""
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    words = request.GET.get("q", "").strip()
    types = [name for name in request.GET.getlist(TYPE) if name in declarations()]
    filters = {name: request.GET.getlist(name) for name in FACETS if name in request.GET}
    number = asked_page(request)
    if viewer.citizen is not None and words and number == 1:
        record(viewer.citizen, "searched", word=words)
    query = query_for(
        viewer, words, types=types, filters=filters, page=number, size=PAGE_SIZE, facets=FACETS
    )
    try:
        result = search_for(viewer, query)
    except SearchError:
        _log.exception("The search gives no answer.")
        return render(request, "portal/search_away.html", {"words": words}, status=503)
    context = {
        "words": words,
        "total": result.total,
        "cards": cards_of(viewer, result.hits),
        "facets": _facets(request, words, {TYPE: types, **filters}, result.facets),
        "pagination": pagination(request, _page(result.total, number)),
        "suggestion": _suggestion(result),
        "help": _help(viewer, result.total),
        "follow_button": _follow_button(request, viewer, words),
    }
    return render(request, "portal/search.html", context)


def _follow_button(request: HttpRequest, viewer: Viewer, words: str) -> dict[str, Any] | None:
    """A way to follow what was searched for, where it is short enough to be kept."""
    if not 1 < len(words) <= LONGEST_VALUE:
        return None
    return button(request, viewer, Follow(FollowKind.WORD.value, words.lower()))


def _page(total: int, number: int) -> Any:
    return Paginator(range(total), PAGE_SIZE).get_page(number)


def _suggestion(result: SearchResult) -> dict[str, str] | None:
    if not result.suggestion:
        return None
    address = f"{reverse('portal:search')}?{urlencode({'q': result.suggestion})}"
    return {"text": result.suggestion, "url": address}


def _help(viewer: Viewer, total: int) -> dict[str, Any] | None:
    """Where nothing was found: what one could look at instead."""
    if total or viewer.municipality is None:
        return None
    drawing = Drawing(viewer)
    proposed = drawing.cards(first_of(ShelfList(viewer), PROPOSED))
    drawing.draw()
    return {"cards": proposed, "rooms": ROOMS}


def _facets(
    request: HttpRequest,
    words: str,
    chosen: Mapping[str, list[str]],
    counts: Mapping[str, Iterable[tuple[str, int]]],
) -> dict[str, Any]:
    facets = [
        Facet(name, str(label), _labels(name), dict(counts.get(name, ())), chosen.get(name, []))
        for name, label in FACET_LABELS.items()
    ]
    return panel(facets, request.path, {"q": words} if words else {})


def _labels(name: str) -> dict[str, str]:
    if name == TYPE:
        types = declarations().items()
        return {one: d.labels.in_language(language()).many.capitalize() for one, d in types}
    if name == "language":
        return CONTENT_LANGUAGES
    return term_labels(name, language())


def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin like what is being typed, for the search field."""
    found = suggest_for(viewer_of(request), request.GET.get("q", ""))
    return JsonResponse({"suggestions": [suggestion.text for suggestion in found]})
