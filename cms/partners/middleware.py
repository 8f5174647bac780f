"""People who write for companies and vendors have a door of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cms.partners.access import home, is_only_partner

EDITORS_DOOR = "/admin/"
# Addresses there that are no editor's screen.
OPEN = ("/admin/logout/", "/admin/password_reset/", "/admin/jsi18n/")


class OwnDoorMiddleware:
    """Shows them to it from the editors' door, and lets them do nothing there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, refuse, or go on."""
        path = request.path_info
        if not path.startswith(EDITORS_DOOR) or path.startswith(OPEN):
            return self.get_response(request)
        if not is_only_partner(request.user):
            return self.get_response(request)
        if request.method in ("GET", "HEAD"):
            return home()
        raise PermissionDenied
