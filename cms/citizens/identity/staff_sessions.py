"""Staff's and companies' log-ins have limits too, and can be ended from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.citizens.identity.ended_page import (
    WRITTEN_BY,
    keep_what_was_written,
    other_hands,
    was_written_by,
)
from cms.citizens.identity.limits import (
    Ending,
    ending_of,
    forget_old_logins,
    note_use,
    standing_of,
)
from cms.citizens.identity.providers import Door
from cms.citizens.identity.records import LogIn
from cms.citizens.identity.tokens import Identity
from cms.municipalities.models import User

LOGIN = "staff_login"
ENDED = "staff_login_ended"
# Asking how much time is left must not give more.
QUIET = "/log-ind/tid/"
DOORS = ("/admin/", "/virksomhed/")
ENTRANCES = (
    *("/admin/login/", "/admin/logout/", "/admin/log-ind/", "/admin/password_reset/"),
    *("/virksomhed/log-ind/", "/virksomhed/log-ud/"),
)


class StaffSessionMiddleware:
    """Ends a log-in that is past its limits or was ended by the provider.

    A citizen logged in in the same browser stays so. Needs the user, so it stands after that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the log-in, and go on."""
        if request.session.get(SESSION_KEY) is not None:
            _look_at(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _keywords: object
    ) -> HttpResponse | None:
        """A form sent too late is kept on a page, so that nothing written is lost."""
        path = request.path_info
        is_form = request.method == "POST" and path.startswith(DOORS)
        if not is_form or path.startswith(ENTRANCES):
            return None
        ended, user = request.session.get(ENDED), request.user
        if user.is_authenticated and WRITTEN_BY in request.POST:
            return None if was_written_by(request, f"staff{user.pk}") else other_hands(request)
        if ended and not user.is_authenticated:
            return keep_what_was_written(
                request, f"staff{ended['user']}", ended["why"], _door(path)
            )
        return None


def _door(path: str) -> str:
    return "/admin/login/" if path.startswith("/admin/") else "/virksomhed/log-ind/"


def _look_at(request: HttpRequest) -> None:
    now = timezone.now()
    row = LogIn.objects.filter(pk=request.session.get(LOGIN, 0), user__isnull=False).first()
    ending = ending_of(row, now) if row else Ending.ELSEWHERE
    if row is None or ending:
        _end(request, ending or Ending.ELSEWHERE)
        return
    if request.path_info != QUIET:
        note_use(row, now)
    request.staff_standing = standing_of(row, now)  # type: ignore[attr-defined]


def _end(request: HttpRequest, ending: Ending) -> None:
    """The row stays for a while: another tab that asks at the same moment must hear the same."""
    user_id = request.session[SESSION_KEY]
    for key in (LOGIN, SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY):
        request.session.pop(key, None)
    request.session[ENDED] = {"why": ending, "user": user_id}
    request.user = AnonymousUser()


def note_login(sender: object, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Every log-in of staff has a row, however they came in; Django tells of each."""
    forget_old_logins()
    row = LogIn.objects.create(door=Door.STAFF, user=user)
    request.session[LOGIN] = row.pk
    request.session.pop(ENDED, None)


def note_logout(sender: object, request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    """Whoever presses *Log ud* leaves no row behind."""
    LogIn.objects.filter(pk=request.session.get(LOGIN, 0)).delete()


def came_through(request: HttpRequest, door: Door, provider: str, identity: Identity) -> None:
    """Write which provider a log-in just made came through: it may end it from there."""
    LogIn.objects.filter(pk=cast("int", request.session[LOGIN])).update(
        door=door,
        provider=provider,
        issuer=identity.issuer,
        subject=identity.subject,
        provider_session=identity.session,
    )
