"""Redis, asked for a moment only: whatever is wrong with it becomes one exception."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from prometheus_client import Counter
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from cms.shared.breaker import Breaker

CONNECT_SECONDS = ANSWER_SECONDS = 0.025
# What a server, or something that isn't one, can make the library raise: garbage is read as
# numbers, lengths and lists within lists.
FAULTS = (RedisError, OSError, ValueError, TypeError, IndexError, RecursionError)
FAULTS_COUNTED = Counter("cms_shared_faults", "Questions that Redis didn't answer", ["fault"])
AWAY, REFUSED, RESTING = "away", "refused", "resting"

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class Away(Exception):
    """Redis gave no use; whoever asked goes on alone."""


class Store:
    """A Redis that is left alone for a while after it failed. For all threads of a process."""

    def __init__(
        self,
        address: str,
        connect_seconds: float = CONNECT_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Nothing is asked yet. Raises ValueError for an address that is none."""
        self.breaker = Breaker()
        self.client: Redis = Redis.from_url(
            address, **options(connect_seconds, answer_seconds), protocol=2
        )

    def ask(self, question: Callable[[Any], Answer]) -> Answer:
        """What the library's client answers. Raises Away."""
        return guarded(self.breaker, lambda: question(self.client), self._forget_connections)

    def _forget_connections(self) -> None:
        self.client.connection_pool.disconnect(inuse_connections=False)


def options(connect_seconds: float, answer_seconds: float) -> dict[str, Any]:
    """How the library is to connect: at once or not at all, and with no word too many."""
    return {
        "socket_connect_timeout": connect_seconds,
        "socket_timeout": answer_seconds,
        "retry": Retry(NoBackoff(), 0),
        "driver_info": None,
    }


def guarded(
    breaker: Breaker,
    ask: Callable[[], Answer],
    forget: Callable[[], None] = lambda: None,
    faults: tuple[type[Exception], ...] = FAULTS,
) -> Answer:
    """What `ask` gives, unless the server rests or fails. Raises Away."""
    if not breaker.may_try():
        FAULTS_COUNTED.labels(RESTING).inc()
        raise Away
    try:
        found = ask()
    except ResponseError as fault:
        # It is there and says no at once: it is full, say, or may not be written to.
        FAULTS_COUNTED.labels(REFUSED).inc()
        raise Away from fault
    except faults as fault:
        FAULTS_COUNTED.labels(AWAY).inc()
        forget()
        if breaker.failed():
            _log.warning("Redis is out of use: %s", type(fault).__name__)
        raise Away from fault
    if breaker.answered():
        _log.warning("Redis is in use again.")
    return found


def shared_store() -> Store | None:
    """The Redis that the settings name; None without one."""
    return _store(settings.REDIS_URL) if settings.REDIS_URL else None


@lru_cache(maxsize=4)
def _store(address: str) -> Store:
    return Store(address)
