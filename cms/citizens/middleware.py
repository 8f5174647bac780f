"""Every request knows which citizen it comes from, if any."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from cms.citizens.identity.ended_page import (
    WRITTEN_BY,
    keep_what_was_written,
    other_hands,
    was_written_by,
)
from cms.citizens.identity.session import citizen_of, ended_login
from cms.citizens.identity.staff_sessions import QUIET

# Where no citizen writes anything, or where one logs in and out.
NOT_WRITTEN = ("/admin/", "/afmeld/", "/virksomhed/", "/graphql/", "/log-ind/", "/log-ud/")

COOKIE = "Cookie"


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
        counts = request.path_info != QUIET
        citizen = citizen_of(request, municipality, counts_as_use=counts) if has_session else None
        request.citizen = citizen  # type: ignore[attr-defined]
        response = self.get_response(request)
        # What comes again and again is looked at before it is taken apart.
        if municipality is not None and COOKIE not in response.get("Vary", ""):
            patch_vary_headers(response, [COOKIE])
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _keywords: object
    ) -> HttpResponse | None:
        """A form sent too late is kept on a page, so that nothing written is lost."""
        if request.method != "POST" or request.path_info.startswith(NOT_WRITTEN):
            return None
        if getattr(request, "municipality", None) is None:
            return None
        citizen = getattr(request, "citizen", None)
        if citizen is not None and WRITTEN_BY in request.POST:
            is_own = was_written_by(request, f"citizen{citizen.pk}")
            return None if is_own else other_hands(request)
        ended = None if citizen else ended_login(request)
        if ended is None:
            return None
        writer = f"citizen{ended['citizen']}"
        return keep_what_was_written(request, writer, ended["why"], reverse("citizens:login"))
