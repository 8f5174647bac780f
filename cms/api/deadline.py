"""The time that one operation may take.

At the deadline a watching thread interrupts the statement that the database is busy with, and no
further statement is begun. It costs a request nothing until it has asked the database something.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from graphql import GraphQLError

from cms.api.limits import too_much

# How often the watch looks, in seconds.
LOOKS_EVERY = 0.05
# How many times it looks in vain before it sleeps until it is woken.
GOES_ON_FOR = 40


class Deadline:
    """Until when one operation may go on: as a block, it wraps the statements made inside.

    A class of its own and no generators one in the other: every answer that isn't kept goes
    through here, and those took a tenth of what is done in Python.
    """

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self.seconds, self.ends_at = seconds, monotonic() + seconds
        self.database: Any = None
        self.fault: type[Exception] = DatabaseError

    def __enter__(self) -> Deadline:
        """Wrap what is asked from here on, as `connection.execute_wrapper` would."""
        self._wrappers = connection.execute_wrappers
        self._wrappers.append(self)
        return self

    def __exit__(self, *_error: object) -> None:
        """No longer."""
        self._wrappers.remove(self)
        if self.database is not None:
            watch.remove(self)

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.ends_at

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Run a statement. Raises GraphQLError when the time is up, before it or during it."""
        if self.is_over:
            raise self.error()
        if self.database is None:
            self.database = context["connection"].connection
            self.fault = context["connection"].Database.Error
            watch.add(self)
        try:
            return execute(sql, params, many, context)
        except DatabaseError as error:
            if self.is_over:
                raise self.error() from error
            raise

    def error(self) -> GraphQLError:
        """What the reader is told."""
        way_out = "Ask for smaller pages, fewer fields, or no counts."
        return too_much("time", self.seconds, way_out, " seconds")

    def interrupt(self) -> None:
        """Stop what the database is doing; both kinds of connection allow it from a thread."""
        stop = getattr(self.database, "interrupt", None) or self.database.cancel
        # A connection that has been closed meanwhile is busy with nothing.
        with suppress(self.fault):
            stop()


class Watch:
    """One thread that looks after the deadlines of all requests of this process."""

    def __init__(self) -> None:
        """Nothing to look after, and no thread, until the first request."""
        self._running: set[Deadline] = set()
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, deadline: Deadline) -> None:
        """Look after it."""
        with self._lock:
            self._running.add(deadline)
            # Waking a thread costs more than looking whether it sleeps.
            if not self._something.is_set():
                self._wake()

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._look, name="deadlines", daemon=True)
            self._thread.start()
        self._something.set()

    def remove(self, deadline: Deadline) -> None:
        """It has ended: what comes next on its connection isn't touched."""
        with self._lock:
            self._running.discard(deadline)

    def _look(self) -> None:
        idle = 0
        while True:
            self._something.wait()
            with self._lock:
                for deadline in self._running:
                    if deadline.is_over:
                        deadline.interrupt()
                idle = 0 if self._running else idle + 1
                if idle > GOES_ON_FOR:
                    self._something.clear()
            sleep(LOOKS_EVERY)


watch = Watch()


def within_time() -> Deadline:
    """What is done inside has `settings.GRAPHQL_SECONDS`. Raises GraphQLError when it is over."""
    return Deadline(settings.GRAPHQL_SECONDS)
