"""A thread that keeps this process' index up to date, so that questions need not wait for it.

Without it nothing is missed: every question first applies what has changed since the last.
"""

from __future__ import annotations

import logging
import os
import threading

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from cms.search import services, waking
from cms.search.errors import SearchError

POLL_SECONDS = 0.3
REST_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Follower(threading.Thread):
    """Looks for changes until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(name="search-follower", daemon=True)
        self.process = os.getpid()
        self.stopping = threading.Event()

    def run(self) -> None:
        """Follow; after a failure, rest and try again."""
        while not self.stopping.is_set():
            waking.wait(POLL_SECONDS)
            close_old_connections()
            try:
                services.catch_up()
            except (SearchError, DatabaseError):
                _log.exception("The search index could not follow the changes; trying again.")
                self.stopping.wait(REST_SECONDS)
        connection.close()


_lock = threading.Lock()
_follower: Follower | None = None


def start() -> None:
    """Starts the thread, once a process, where the setting SEARCH_FOLLOW is True."""
    global _follower  # noqa: PLW0603 - one thread a process is the point
    if not getattr(settings, "SEARCH_FOLLOW", False):
        return
    with _lock:
        # A process that was forked from another has none of its threads: it starts its own.
        if _follower is None or _follower.process != os.getpid():
            _follower = Follower()
            _follower.start()


def stop() -> None:
    """Stops the thread and waits for it."""
    global _follower  # noqa: PLW0603
    with _lock:
        if _follower is not None:
            _follower.stopping.set()
            waking.wake()
            _follower.join()
            _follower = None
