"""Keeps everybody away from a server that failed, and lets one try it now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0


class Breaker:
    """Shared by a process' threads. Pauses are in seconds, each twice as long as the last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._clock = clock
        self._lock = Lock()
        self._pause = 0.0
        self._next_try = 0.0

    def may_try(self) -> bool:
        """Whether to ask the server. After a pause one caller may; the others wait for its word."""
        if not self._pause:
            return True
        with self._lock:
            if self._clock() < self._next_try:
                return False
            self._rest(min(self._pause * 2, LONGEST_PAUSE))
            return True

    def failed(self) -> bool:
        """The server gave no sound answer; tells whether that is news."""
        with self._lock:
            if self._pause:
                return False
            self._rest(FIRST_PAUSE)
            return True

    def answered(self) -> bool:
        """The server is well; tells whether that is news."""
        if not self._pause:
            return False
        with self._lock:
            is_news = bool(self._pause)
            self._pause = 0.0
            return is_news

    def _rest(self, seconds: float) -> None:
        self._pause = seconds
        self._next_try = self._clock() + seconds
