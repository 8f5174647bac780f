"""How much time a log-in has left, staying logged in, and coming back after it ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.identity.limits import Standing


@require_GET
@never_cache
def time_left(request: HttpRequest) -> HttpResponse:
    """Seconds left of each log-in in this browser. Asking gives no more time."""
    return JsonResponse(_left(request))


@require_POST
@never_cache
def stay(request: HttpRequest) -> HttpResponse:
    """Stay logged in: being asked is use enough, and the middlewares have noted it."""
    return JsonResponse(_left(request))


@require_GET
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Logged in again in a new tab: go back to the one with what one wrote."""
    return render(request, "citizens/logged_in_again.html")


def _left(request: HttpRequest) -> dict[str, Any]:
    return {
        "citizen": _seconds(getattr(request, "login_standing", None)),
        "staff": _seconds(getattr(request, "staff_standing", None)),
    }


def _seconds(standing: Standing | None) -> int:
    return standing.seconds_left if standing else 0
