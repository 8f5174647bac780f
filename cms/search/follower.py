"""A thread that keeps this process' index up to date, so that questions need not wait for it."""

from __future__ import annotations

import logging
import os
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from cms.search import services, waking
from cms.search.errors import SearchError

POLL_SECONDS = 0.3
REST_SECONDS = 5.0

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_started_in: int | None = None


def start() -> None:
    """Starts the thread, once a process; the setting SEARCH_FOLLOW = False keeps it away."""
    global _started_in  # noqa: PLW0603 - one thread a process is the point
    if not getattr(settings, "SEARCH_FOLLOW", settings.ENVIRONMENT != "test"):
        return
    with _lock:
        # A process that was forked from another has no threads: it starts its own.
        if _started_in != os.getpid():
            _started_in = os.getpid()
            threading.Thread(target=_run, name="search-follower", daemon=True).start()


def _run() -> None:
    while True:
        waking.wait(POLL_SECONDS)
        close_old_connections()
        try:
            services.catch_up()
        except (SearchError, DatabaseError):
            _log.exception("The search index could not follow the changes; trying again.")
            time.sleep(REST_SECONDS)
        close_old_connections()
