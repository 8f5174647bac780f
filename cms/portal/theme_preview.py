"""A municipality's real front page, drawn with a theme that is not published yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.models import Municipality
from cms.portal.preview import stand_in
from cms.portal.themes import trying
from cms.portal.views.home import home
from cms.theming import Theme


def preview(
    request: HttpRequest, municipality: Municipality, theme: Theme, css_url: str
) -> HttpResponse:
    """The front page as a visitor who is not logged in meets it, with the theme's rules."""
    stand_in(request, municipality)
    request.citizen = None  # type: ignore[attr-defined]
    with active(Shelf(municipality)), trying(theme, css_url):
        return home(request)
