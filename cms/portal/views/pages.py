"""The municipality's own pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from cms.pages.models import ComposedPage
from cms.pages.showing import body_of, page_of, shown_blocks
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.page_links import name_in_menu
from cms.portal.page_parts import has_hero, whole_page


# What is shown depends on the reader and the moment: only the reader's own browser may keep it.
@cache_control(private=True, no_cache=True)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/side/<slug>/`: a page that the municipality has composed and published."""
    viewer = viewer_of(request)
    found = page_of(viewer.here, slug)
    if found is None:
        raise Http404(slug)
    request.room = name_in_menu(found)  # type: ignore[attr-defined]
    return render(request, "portal/page.html", page_context(found, body_of(found), viewer))


def page_context(found: ComposedPage, body: Any, viewer: Viewer) -> dict[str, Any]:
    """What the page needs; the editors' preview uses it too."""
    parts = whole_page(shown_blocks(body, viewer), viewer)
    return {
        "title": found.title,
        "summary": found.summary,
        "parts": parts,
        "has_hero": has_hero(parts),
        "breadcrumb": [
            {"text": _("Forside"), "url": reverse("portal:home")},
            {"text": found.title},
        ],
        "own_words": "da" if viewer.language != "da" else "",
    }
