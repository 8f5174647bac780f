"""Django's cache in Redis, for what Wagtail and others keep there: away, it is an empty cache."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient, RedisSerializer

from cms.shared.store import ANSWER_SECONDS, CONNECT_SECONDS, Away, guarded, options, shared_store

SEAL = 32
# What another release, or another program, left there may not be readable.
UNREADABLE = (
    pickle.UnpicklingError,
    EOFError,
    AttributeError,
    ImportError,
    LookupError,
    ValueError,
    TypeError,
)


class Serializer(RedisSerializer):
    """Django's, sealed: reading a value can run code, so only what we wrote ourselves is read."""

    def dumps(self, obj: Any) -> Any:
        """The value as it is left there; a number as it is, since Redis may count on."""
        written: Any = super().dumps(obj)
        return written if isinstance(written, int) else seal_of(written) + written

    def loads(self, data: Any) -> Any:
        """The value. Raises Away for what can't be read, as if it weren't there."""
        try:
            return int(data)
        except ValueError:
            seal, written = data[:SEAL], data[SEAL:]
        if not compare_digest(seal, seal_of(written)):
            raise Away
        try:
            return super().loads(written)
        except UNREADABLE as fault:
            raise Away from fault


def seal_of(written: bytes) -> bytes:
    """What only this installation can make of a value."""
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return blake2b(written, key=key, digest_size=SEAL, person=b"cache").digest()


class Client(RedisCacheClient):
    """Django's client, and no fault of Redis is the asker's."""

    def __init__(self, servers: list[str], **given: Any) -> None:
        """As Django makes it, with the patience of `Store`."""
        brief = options(CONNECT_SECONDS, ANSWER_SECONDS)
        super().__init__(servers, **{"serializer": Serializer, **brief, **given})

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        """False when the key is there; True when Redis is away, as if it were kept."""
        return bool(_or(True, lambda: super(Client, self).add(key, value, timeout)))

    def get(self, key: Any, default: Any) -> Any:
        """What is kept, or the default."""
        return _or(default, lambda: super(Client, self).get(key, default))

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Keep it, if that can be."""
        _or(None, lambda: super(Client, self).set(key, value, timeout))

    def touch(self, key: Any, timeout: Any) -> bool:
        """Keep it for longer; False when it isn't there."""
        return bool(_or(False, lambda: super(Client, self).touch(key, timeout)))

    def delete(self, key: Any) -> bool:
        """Forget it; False when it isn't there."""
        return bool(_or(False, lambda: super(Client, self).delete(key)))

    def get_many(self, keys: Any) -> dict[Any, Any]:
        """What is kept of these."""
        return dict(_or({}, lambda: super(Client, self).get_many(keys)))

    def has_key(self, key: Any) -> bool:
        """Whether it is there."""
        return bool(_or(False, lambda: super(Client, self).has_key(key)))

    def set_many(self, data: Any, timeout: Any) -> None:
        """Keep all of these, if that can be."""
        _or(None, lambda: super(Client, self).set_many(data, timeout))

    def delete_many(self, keys: Any) -> None:
        """Forget all of these."""
        _or(None, lambda: super(Client, self).delete_many(keys))

    def clear(self) -> bool:
        """Forget all."""
        return bool(_or(False, lambda: super(Client, self).clear()))


class ForgivingCache(RedisCache):
    """The backend for the settings. Counting (`incr`) needs Redis: nothing can stand in for it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        """As Django makes it."""
        super().__init__(server, params)
        self._class = Client


def _or(otherwise: Any, ask: Callable[[], Any]) -> Any:
    store = shared_store()
    try:
        return guarded(store.breaker, ask) if store else ask()
    except Away:
        return otherwise
