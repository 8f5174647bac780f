"""Who may see a page, and where to go from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality

Parameters = ParamSpec("Parameters")
NEXT = "next"


class CitizenRequest(HttpRequest):
    """A request as it is behind the two middlewares, from somebody who is logged in."""

    municipality: Municipality
    citizen: Citizen


def for_citizens(
    view: Callable[Concatenate[CitizenRequest, Parameters], HttpResponse],
) -> Callable[Concatenate[CitizenRequest, Parameters], HttpResponse]:
    """Only for a citizen who is logged in; others log in first and come back. Never cached."""

    def guarded(
        request: CitizenRequest, /, *arguments: Parameters.args, **named: Parameters.kwargs
    ) -> HttpResponse:
        if getattr(request, "citizen", None) is None:
            question = urlencode({NEXT: request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('citizens:login')}?{question}")
        return view(request, *arguments, **named)

    update_wrapper(guarded, view)
    return never_cache(guarded)


def municipality_of(request: HttpRequest) -> Municipality:
    """The municipality whose portal this is. Raises Http404 on the common front."""
    municipality: Municipality | None = getattr(request, "municipality", None)
    if municipality is None:
        raise Http404("Log in on a municipality's own portal.")
    return municipality


def own_path(path: str | None) -> str:
    """The path if it lies within this municipality's portal, or else the portal's front page."""
    home = get_script_prefix()
    safe = path and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if path and safe and path.startswith(home) else home


def language_of_page() -> str:
    """The code of the language that the page is shown in."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def keep_language(response: HttpResponse, language: str) -> None:
    """Let the browser ask for the citizen's language from now on."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE or "Lax",
        )
