"""Whatever Redis is like, asking it costs little and raises one exception."""

from __future__ import annotations

import pickle
import time
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.shared.cache import ForgivingCache
from cms.shared.environment import redis_from
from cms.shared.store import Away, Store
from tests.shared.servers import STATES, bad_server
from tests.support.services import redis_address

TIMES, MOST_SECONDS = 100, 2.0
QUESTIONS = {
    "get": lambda client: client.get("name"),
    "set": lambda client: client.set("name", b"value", ex=5),
    "claim": lambda client: client.set("name", b"", px=5, nx=True),
    "several": lambda client: client.mget("one", "other"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_server_that_is_no_good_costs_little_and_raises_one_exception(state: str) -> None:
    with bad_server(state) as address:
        store = Store(address)
        started = time.monotonic()
        for _ in range(TIMES):
            for question in QUESTIONS.values():
                try:
                    store.ask(question)
                except Away:
                    continue
        seconds = time.monotonic() - started
    assert seconds < MOST_SECONDS, f"{1000 * seconds / TIMES / len(QUESTIONS):.1f} ms each"


@pytest.mark.parametrize("state", STATES)
def test_to_django_it_is_an_empty_cache(state: str, settings: Any) -> None:
    with bad_server(state) as address:
        settings.REDIS_URL = address
        cache = ForgivingCache(address, {})
        started = time.monotonic()
        for _ in range(TIMES // 10):
            assert cache.get("name", "default") in ("default", 7)
            cache.set("name", "value", 5)
            cache.add("name", "value")
            cache.touch("name")
            cache.has_key("name")
            cache.set_many({"one": 1, "other": 2})
            assert set(cache.get_many(["one", "other"])) <= {"one", "other"}
            cache.delete("name")
            cache.delete_many(["one", "other"])
            cache.clear()
        assert time.monotonic() - started < MOST_SECONDS


class Trap:
    """What runs when somebody else's value is read."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return pytest.fail, ("somebody else's value was read",)


@pytest.mark.redis
def test_a_real_one_keeps_and_an_unreadable_value_is_none(settings: Any) -> None:
    address = settings.REDIS_URL = redis_address()
    store, cache = Store(address), ForgivingCache(address, {"KEY_PREFIX": "test"})
    cache.set("name", {"a": 1}, 5)
    assert cache.get("name") == {"a": 1}
    assert cache.get_many(["name", "other"]) == {"name": {"a": 1}}
    cache.set("count", 7, 5)
    assert cache.incr("count") == cache.get("count") == 8
    for value in (b"\x80\x05nonsense", b"", pickle.dumps(Trap()), b"x" * 32 + pickle.dumps(1)):
        store.ask(lambda client, value=value: client.set("test:1:name", value, ex=5))
        assert cache.get("name", "default") == "default"
    settings.SECRET_KEY = "another"
    cache.set("name", "value", 5)
    settings.SECRET_KEY = "the next"
    assert cache.get("name") is None
    assert cache.delete("name") and not cache.has_key("name")


@pytest.mark.redis
def test_what_redis_refuses_is_no_reason_to_leave_it_alone() -> None:
    store = Store(redis_address())
    store.ask(lambda client: client.lpush("test:list", b"one"))
    with pytest.raises(Away):
        store.ask(lambda client: client.get("test:list"))
    assert store.ask(lambda client: client.delete("test:list")) == 1


def test_an_address_that_is_none_is_refused_at_the_start_without_repeating_it() -> None:
    assert redis_from({}) == ""
    assert redis_from({"REDIS_URL": " redis://host:6379/0 "}) == "redis://host:6379/0"
    with pytest.raises(ImproperlyConfigured, match="redis://host:6379/0") as refused:
        redis_from({"REDIS_URL": "http://:secret@host"})
    assert "secret" not in str(refused.value)
