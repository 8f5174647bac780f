"""When the person was here last: Django forgets it at each login, so the session keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from cms.municipalities.models import User

PREVIOUS_VISIT = "previous_visit"


@receiver(user_logged_in, dispatch_uid="previous_visit")
def keep_previous_visit(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    """Runs before Django's own receiver, which writes now over the last login."""
    if user.last_login and getattr(request, "session", None) is not None:
        request.session[PREVIOUS_VISIT] = user.last_login.isoformat()


def previous_visit(request: HttpRequest) -> datetime | None:
    """The login before this one; None at the first."""
    kept = request.session.get(PREVIOUS_VISIT)
    return datetime.fromisoformat(kept) if kept else None
