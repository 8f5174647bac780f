"""Logging in for a municipality or a company: what the two doors have in common."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cms.citizens.identity import flow
from cms.citizens.identity.flow import LoggedIn
from cms.citizens.identity.logout import end_session_address
from cms.citizens.identity.problems import LoginRefused
from cms.citizens.identity.providers import Door, Provider, UnknownProvider, provider
from cms.citizens.identity.staff_sessions import came_through
from cms.municipalities.models import User

logger = logging.getLogger(__name__)

BACKEND = "cms.staff.backends.PasswordBackend"
THROUGH = "staff_came_through"
LetIn = Callable[[LoggedIn], User]


def begin(request: HttpRequest, chosen: Provider, callback: str, invitation: str = "") -> str:
    """The address to send the browser to. Raises LoginRefused."""
    back = request.build_absolute_uri(callback)
    return flow.begin(request.session, chosen, back, request.GET.get("next", ""), invitation)


def finish(request: HttpRequest, chosen: Provider, let_in: LetIn) -> LoggedIn:
    """Take the provider's answer, let the person in, and log them in.

    Raises:
        LoginRefused: and nobody is logged in.
    """
    logged_in = flow.finish(request.session, chosen, request.GET.dict())
    user = let_in(logged_in)
    login(request, user, backend=BACKEND)
    came_through(request, chosen.door, chosen.key, logged_in.identity)
    request.session[THROUGH] = {
        "door": chosen.door,
        "provider": chosen.key,
        "hint": logged_in.identity.hint,
    }
    return logged_in


def refused(
    request: HttpRequest, refusal: LoginRefused, *, again: str, label: str = ""
) -> HttpResponse:
    """The page that says what happened and what to do; nothing has changed."""
    logger.warning("Log-in refused: %s: %s", type(refusal).__name__, refusal.detail)
    request.has_portal_frame = True  # type: ignore[attr-defined]
    context = {"refusal": refusal, "again": again, "label": label}
    return render(request, "citizens/refused_at_work.html", context, status=refusal.status)


def leave(request: HttpRequest, goodbye: str) -> HttpResponse:
    """Log out here first, then at the provider that one came through, if it can be reached."""
    through = request.session.get(THROUGH)
    logout(request)
    if through is None:
        return HttpResponseRedirect(goodbye)
    try:
        chosen = provider(through["provider"], Door(through["door"]))
    except UnknownProvider:
        return HttpResponseRedirect(goodbye)
    return_to = request.build_absolute_uri(goodbye)
    return HttpResponseRedirect(end_session_address(chosen, through["hint"], return_to) or goodbye)
