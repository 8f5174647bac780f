"""Every request knows which citizen it comes from, if any."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.citizens.identity.session import citizen_of


class CitizenMiddleware:
    """Sets `request.citizen`: a Citizen of the request's municipality, or None.

    Needs the municipality and the session, so it stands after both. A browser without a
    session costs no look-up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the citizen up, and tell caches that the page depends on who asks."""
        municipality = getattr(request, "municipality", None)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        citizen = citizen_of(request, municipality) if has_session else None
        request.citizen = citizen  # type: ignore[attr-defined]
        response = self.get_response(request)
        if municipality is not None:
            patch_vary_headers(response, ["Cookie"])
        return response
