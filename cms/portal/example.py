"""Any page of a municipality's portal, as a made-up person meets it (`cms.citizens.personas`).

The page is the real one: same address below a prefix, same view, same templates. The request that
reaches it is a fresh one: it carries the made-up citizen and nothing of the editor who looks, no
cookies, no session, no user. It can only read; the database refuses everything else.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.urls import get_script_prefix, get_urlconf, resolve, set_script_prefix, set_urlconf
from django.utils import translation

from cms.citizens.models import Citizen
from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.models import Municipality
from cms.portal.read_only import WouldWrite, read_only
from cms.portal.views.site import not_found
from cms.sites.services import details_of

# Doors of their own, where a made-up citizen has no business.
OTHER_DOORS = ("/admin/", "/graphql/", "/graphiql/", "/documents/")
# Log-in, questions, profile, messages, journeys: all of it is about a real person.
PERSONAL = frozenset({"citizens", "rights", "pushes", "journeys"})


@dataclass(frozen=True)
class Example:
    """What stands around the page. `words` are in the editor's language, by name."""

    municipality: Municipality
    citizen: Citizen | None
    language: str
    prefixes: Mapping[str, str]
    words: Mapping[str, str]
    leave_url: str
    words_language: str
    path: str = "/"

    def url_in(self, language: str, query: str) -> str:
        """The address of the same page in another language."""
        address = f"{self.prefixes[language].rstrip('/')}{self.path}"
        return f"{address}?{query}" if query else address


def preview(request: HttpRequest, path: str, **around: Any) -> HttpResponse:
    """The page at this path of the portal. `around` is what an Example holds."""
    example = Example(**around, path=f"/{path}")
    # The strict policy of the portal's pages belongs to this one too: it asks for the path.
    request.path_info = example.path
    inner = _fresh(request, example)
    with _standing_in(example), active(Shelf(example.municipality)):
        response = _answer(inner)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
    return _sealed(response, example)


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return _stop(request, 405)
    if request.path_info.startswith(OTHER_DOORS):
        return _stop(request, 403)
    try:
        match = resolve(request.path_info, settings.ROOT_URLCONF)
        if PERSONAL.intersection(match.namespaces):
            return _stop(request, 403)
        request.resolver_match = match
        with read_only():
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        return not_found(request, error)
    except WouldWrite:
        return _stop(request, 403)
    return response


def _stop(request: HttpRequest, status: int) -> HttpResponse:
    """Says that this is only an example, and leads back."""
    # The page stands in the portal's frame, whatever door was asked for.
    request.path_info = "/"
    return render(request, "portal/example_stop.html", status=status)


def _fresh(request: HttpRequest, example: Example) -> Any:
    """A citizen's request, made of the editor's address and of nothing else that is theirs."""
    inner: Any = copy.copy(request)
    inner.META = {key: value for key, value in request.META.items() if key != "HTTP_COOKIE"}
    inner.COOKIES = {}
    inner.session = SessionStore()
    inner.user = AnonymousUser()
    inner.__dict__.pop("_messages", None)
    inner.__dict__.pop("site_details", None)
    inner.municipality, inner.citizen = example.municipality, example.citizen
    inner.example = example
    inner.site_is_seen_before_opening = not details_of(example.municipality).is_open
    inner.path_prefix = example.prefixes[example.language].rstrip("/")
    inner.path = f"{inner.path_prefix}{example.path}"
    return inner


@contextmanager
def _standing_in(example: Example) -> Iterator[None]:
    """Let `reverse` make links below the prefix, and speak the language."""
    urlconf, prefix = get_urlconf(), get_script_prefix()
    set_urlconf(settings.ROOT_URLCONF)
    set_script_prefix(example.prefixes[example.language])
    try:
        with translation.override(example.language):
            yield
    finally:
        set_urlconf(urlconf)
        set_script_prefix(prefix)


def _sealed(response: HttpResponse, example: Example) -> HttpResponse:
    """Nothing is kept: no cookie, no cache, no index."""
    response.cookies.clear()
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Language"] = example.language
    return response
