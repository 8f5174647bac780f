"""Threads that keep the indices up to date, so that questions need not wait for it: one an engine.

Without them nothing is missed: every question first applies what has changed since the last.
"""

from __future__ import annotations

import logging
import os
import threading

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from cms.search import engines, waking
from cms.search.errors import EngineAway, SearchError, WriterBusy
from cms.search.following import Following

# How long a change that another process made may go unseen; a look is one small statement.
POLL_SECONDS = 0.15
REST_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Follower(threading.Thread):
    """Looks for changes until it is told to stop."""

    def __init__(self, following: Following) -> None:
        super().__init__(name=f"search-follower-{following.name}", daemon=True)
        self._following = following
        self.process = os.getpid()
        self.stopping = threading.Event()

    def run(self) -> None:
        """Follow; after a failure, rest and try again."""
        heard = 0
        while not self.stopping.is_set():
            heard = waking.wait(POLL_SECONDS, heard)
            close_old_connections()
            try:
                # While another process is at it, nobody stands in line: it may do this as well.
                self._following.catch_up(wait_seconds=0)
            except (EngineAway, WriterBusy) as reason:
                # Its guard says when it is tried again; another process may be at it.
                _log.info("%s could not follow the changes yet: %s", self.name, reason)
            except (SearchError, DatabaseError):
                _log.exception("%s could not follow the changes; trying again.", self.name)
                self.stopping.wait(REST_SECONDS)
        connection.close()


_lock = threading.Lock()
_followers: list[Follower] = []


def start() -> None:
    """Starts the threads, once a process, where the setting SEARCH_FOLLOW is True."""
    if not settings.SEARCH_FOLLOW:
        return
    with _lock:
        if not _is_alive():
            _followers[:] = [Follower(each) for each in engines.followed()]
            for follower in _followers:
                follower.start()


def is_running() -> bool:
    """Whether this process has its threads."""
    with _lock:
        return _is_alive()


def stop() -> None:
    """Stops the threads and waits for them."""
    with _lock:
        for follower in _followers:
            follower.stopping.set()
        waking.wake()
        for follower in _followers:
            follower.join()
        _followers.clear()


def _is_alive() -> bool:
    # A process that was forked from another has none of its threads: it starts its own.
    return bool(_followers) and _followers[0].process == os.getpid()
