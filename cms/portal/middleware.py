"""How the citizens' door reads items, and in which language it speaks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.actions import Action
from cms.municipalities.roles import may
from cms.portal.site_details import languages_of, site_details

EDITORS_DOOR = "/admin/"
# What belongs to the whole installation, or dresses the page that says "opens soon".
NEVER_CLOSED = (
    *(EDITORS_DOOR, "/virksomhed/", "/media/", "/static/"),
    *("/tema/", "/sundhed/", "/robots.txt", "/ikon.svg", "/ikon-app.svg", "/favicon.ico"),
)
# The API says so itself, in its own language.
API = "/graphql/"
SECONDS_TO_COME_BACK = "86400"
YEAR = 31_536_000


class ShelfMiddleware:
    """Everything a request to a municipality reads stands on that municipality's shelf."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the scope; without a municipality a read of items raises."""
        municipality = getattr(request, "municipality", None)
        if municipality is None or request.path_info.startswith(EDITORS_DOOR):
            return self.get_response(request)
        with active(Shelf(municipality)):
            return self.get_response(request)


class OpenSiteMiddleware:
    """A site without a published accessibility statement isn't public: the law says so.

    Visitors are told that it opens soon and how to reach the municipality (503, not indexed);
    people who work for the municipality see the site as it will be. Needs the user and the
    language, so it stands after both.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or say that the site opens soon."""
        municipality = getattr(request, "municipality", None)
        if municipality is None or request.path_info.startswith(NEVER_CLOSED):
            return self.get_response(request)
        details = site_details(request)
        if details is not None and details.is_open:
            return self.get_response(request)
        if may(request.user, Action.READ, municipality.pk):
            request.site_is_seen_before_opening = True  # type: ignore[attr-defined]
            return _unindexed(self.get_response(request))
        request.site_is_closed = True  # type: ignore[attr-defined]
        if request.path_info == API:
            return _unindexed(self.get_response(request))
        return self._opens_soon(request)

    def _opens_soon(self, request: HttpRequest) -> HttpResponse:
        response = render(request, "portal/closed.html", status=503)
        response.headers["Retry-After"] = SECONDS_TO_COME_BACK
        return _unindexed(response)


def _unindexed(response: HttpResponse) -> HttpResponse:
    """Neither kept by caches nor found by search machines."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class LanguageMiddleware:
    """The reader's language: `?sprog=ar` chooses and keeps it; else the citizen's own; else Danish.

    Only languages that the municipality has switched on. The address with `?sprog=ar` shows the
    page in Arabic at once, so that a link to it, and a search machine without cookies, meets
    Arabic. The browser's own wish is not asked for: public pages are Danish first.

    The editors' door keeps to itself: it speaks the language of each editor's account, and `sprog`
    there is a question about content.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the language while the page is made."""
        if request.path_info.startswith(EDITORS_DOOR):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        supported = {code for code, _name in languages_of(request)}
        reads = request.method in ("GET", "HEAD") or request.path_info.startswith(API)
        chosen = request.GET.get("sprog") if reads else None
        citizen = getattr(request, "citizen", None)
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        wished = (chosen, kept, citizen and citizen.language)
        language = next((code for code in wished if code in supported), settings.LANGUAGE_CODE)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if chosen == language:
            _keep(response, language)
        return response


def _keep(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True
    )
