"""Whether a process is alive, and whether it can serve: for what balances and watches.

Both are asked by addresses of machines, so they come before anything that needs a municipality, a
session or a known host; and they answer whatever is broken.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.operations import stopping
from cms.search.errors import SearchError
from cms.search.services import engine

GOOD = "ok"
Probe = Callable[[], None]


class NotReady(Exception):
    """One part can't serve; the message says why, and holds no secret."""


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked: a dead database is no reason to restart us."""
    return JsonResponse({"live": True})


def ready(_request: HttpRequest) -> HttpResponse:
    """Each part and how it is; 503 when the portal can't serve, or is about to stop."""
    if stopping.is_announced():
        return JsonResponse({"ready": False, "stopping": True}, status=503)
    parts = {name: state_of(probe) for name, (probe, _is_needed) in PROBES.items()}
    needed = (parts[name] == GOOD for name, (_probe, is_needed) in PROBES.items() if is_needed)
    is_ready = all(needed)
    return JsonResponse({"ready": is_ready, "parts": parts}, status=200 if is_ready else 503)


def state_of(probe: Probe) -> str:
    """What a probe found, in a word."""
    try:
        probe()
    except (NotReady, OSError, DatabaseError, SearchError, ImproperlyConfigured) as fault:
        # The fault's own words may name hosts and users; the log has them.
        return str(fault) if isinstance(fault, NotReady) else type(fault).__name__
    return GOOD


def database_answers() -> None:
    """One row comes back. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def search_answers() -> None:
    """The engine counts. Raises SearchError."""
    engine().count()


def media_is_writable() -> None:
    """Uploads can be kept. Raises NotReady."""
    folder = Path(settings.MEDIA_ROOT)
    folder = folder if folder.exists() else folder.parent
    if not os.access(folder, os.W_OK):
        raise NotReady("not writable")


# The portal serves without search and without room for uploads; it says so, and goes on.
PROBES: dict[str, tuple[Probe, bool]] = {
    "database": (database_answers, True),
    "search": (search_answers, False),
    "media": (media_is_writable, False),
}
