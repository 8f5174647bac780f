"""A composed page as readers will meet it, before it is published."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.models import Municipality
from cms.pages.models import ComposedPage
from cms.pages.showing import body_of, shown_blocks
from cms.personalisation.effects import standing_of
from cms.personalisation.viewer import Viewer
from cms.portal.page_links import name_in_menu
from cms.portal.preview import stand_in
from cms.portal.views.home import front_page
from cms.portal.views.pages import page_context

IMPOSSIBLE = 409


def preview(
    request: HttpRequest,
    page: ComposedPage,
    municipality: Municipality | None,
    audience: str = "",
    language: str = "",
) -> HttpResponse:
    """The page in a municipality's look, for a visitor or for somebody in an audience."""
    if municipality is None:
        return render(request, "portal/preview_impossible.html", status=IMPOSSIBLE)
    stand_in(request, municipality)
    request.citizen = None  # type: ignore[attr-defined]
    request.room = "home" if page.is_home else name_in_menu(page)  # type: ignore[attr-defined]
    supported = {code for code, _name in settings.LANGUAGES}
    spoken = language if language in supported else settings.LANGUAGE_CODE
    with active(Shelf(municipality)), translation.override(spoken):
        viewer = _viewer(municipality, audience, spoken)
        body = body_of(page)
        if page.is_home:
            context = front_page(viewer, list(shown_blocks(body, viewer)))
        else:
            context = page_context(page, body, viewer)
        return render(request, "portal/page.html", context)


def _viewer(municipality: Municipality, audience: str, language: str) -> Viewer:
    """A visitor who, where an audience is named, stands in it."""
    viewer = Viewer(municipality, language=language)
    if audience:
        standing = standing_of(viewer)
        inside = replace(standing, audiences=standing.audiences | {audience})
        viewer.memory["standing"] = inside
    return viewer
