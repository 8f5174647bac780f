"""Through whose eyes the editors' door reads."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.library.scope import active
from cms.library.scopes import EditorsView


class EditorScopeMiddleware:
    """Every read of items below /admin/ sees what the signed-in editor may look at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the scope for editors; everyone else reads without one, which raises."""
        if not request.path_info.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        with active(EditorsView(request.user)):
            return self.get_response(request)
