"""How the citizens' door reads items, and in which language it speaks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from cms.library.scope import active
from cms.library.scopes import Shelf

EDITORS_DOOR = "/admin/"
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


class LanguageMiddleware:
    """The reader's language: `?sprog=ar` chooses and keeps it; else the citizen's own; else Danish.

    The browser's own wish is not asked for: public pages are Danish first, and a link that one
    sends to another must look the same there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the language while the page is made."""
        supported = {code for code, _name in settings.LANGUAGES}
        chosen = request.GET.get("sprog", "")
        if chosen in supported and request.method == "GET":
            return self._keep(request, chosen)
        citizen = getattr(request, "citizen", None)
        wished = (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), citizen and citizen.language)
        language = next((code for code in wished if code in supported), settings.LANGUAGE_CODE)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _keep(self, request: HttpRequest, language: str) -> HttpResponse:
        query = request.GET.copy()
        del query["sprog"]
        address = request.build_absolute_uri(request.path)
        response = HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True
        )
        return response
