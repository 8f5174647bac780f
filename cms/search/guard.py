"""Keeps questions away from a search server that is away, and lets it be tried now and then."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

FIRST_REST = 0.5
LONGEST_REST = 8.0

_log = logging.getLogger(__name__)


class Guard:
    """Whether a server can be asked. Shared by a process' threads.

    It is trusted once it was seen to be up to date, until it fails. Then it is left alone for
    half a second, and after each further failure for twice as long, at most eight seconds.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`name` is the server's, for the log; `clock` gives seconds."""
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._rest = FIRST_REST
        self._next_try = 0.0
        self.is_trusted = False

    def may_try(self) -> bool:
        """Whether the server may be asked for anything: it is trusted, or has rested."""
        return self.is_trusted or self._clock() >= self._next_try

    def lost(self, reason: Exception) -> None:
        """The server failed: it is left alone for a while."""
        with self._lock:
            if self.is_trusted:
                _log.warning("%s is out of use: %s", self._name, reason)
                self._rest = FIRST_REST
            self.is_trusted = False
            self._next_try = self._clock() + self._rest
            self._rest = min(self._rest * 2, LONGEST_REST)

    def regained(self) -> None:
        """The server answers, and knows all that there is to know."""
        with self._lock:
            if not self.is_trusted:
                _log.info("%s is in use.", self._name)
            self.is_trusted = True
            self._rest = FIRST_REST
