"""People who write for companies and vendors have a door of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
        """Redirect, or go on."""
        if request.method in ("GET", "HEAD") and _is_not_for(request):
            return home()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _keywords: object
    ) -> HttpResponse | None:
        """Refuse, with the way to their own door. The addresses of its frame are known by now."""
        if not _is_not_for(request):
            return None
        request.has_portal_frame = True  # type: ignore[attr-defined]
        return render(request, "partners/refused.html", status=403)


def _is_not_for(request: HttpRequest) -> bool:
    path = request.path_info
    is_editors = path.startswith(EDITORS_DOOR) and not path.startswith(OPEN)
    return is_editors and is_only_partner(request.user)
