"""Pages elsewhere that may read answers (CORS): those of the origins a municipality has named.

Never with cookies: an answer that they read is a visitor's, whoever sits at the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.keys.origins import is_allowed

View = Callable[[HttpRequest], HttpResponse]
ORIGIN = "Origin"
METHODS = "GET, POST"
# None of those by which a program says that it may make changes.
HEADERS = "Accept, Authorization, Content-Type, GraphQL-Cost, If-None-Match"
TOLD = "ETag, GraphQL-Way, Retry-After"
# How long a browser need not ask again, in seconds.
KEPT = "600"


def readable_elsewhere(view: View) -> View:
    """Answer a browser that asks first, and let named origins read what the view answers."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        origin = request.headers.get(ORIGIN, "")
        may_read = bool(origin) and _may_read(request, origin)
        response = asked_first(may_read) if is_asking_first(request) else view(request)
        if ORIGIN not in response.get("Vary", ""):
            patch_vary_headers(response, [ORIGIN])
        if may_read:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = TOLD
        return response

    return answered


def is_asking_first(request: HttpRequest) -> bool:
    """Whether a browser asks what a page elsewhere may do, before it does it."""
    return request.method == "OPTIONS" and bool(
        request.headers.get("Access-Control-Request-Method") and request.headers.get("Origin")
    )


def asked_first(may_read: bool) -> HttpResponse:
    """What pages of a named origin may do; those of others hear nothing, which is a no."""
    allowed = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": KEPT,
    }
    return HttpResponse(status=204, headers=allowed if may_read else {})


def _may_read(request: HttpRequest, origin: str) -> bool:
    municipality = getattr(request, "municipality", None)
    return municipality is not None and is_allowed(municipality, origin)
