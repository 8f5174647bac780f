"""Processes make answers for one another: the right ones, nobody's own, and without a wait."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection
from prometheus_client.registry import REGISTRY

from cms.api import shared_answers
from cms.api.execution import COMPILED, KEPT
from cms.api.kept_answers import kept_answers
from cms.api.sealing import PREFIX, SEAL, Seal
from cms.api.shared_answers import CLAIM, SharedAnswers
from cms.citizens.models import Citizen
from cms.library.scope import everything
from cms.plans.services import items_in_plan
from cms.shared.store import Store, shared_store
from cms.stamps.triggers import renew_all
from tests.api.factories import World
from tests.api.test_kept_answers import LIST, MODEL, QUERY, addresses, asked, keeping
from tests.shared.servers import STATES, bad_server
from tests.support.services import redis_address

__all__ = ["keeping"]

SECRET_WORDS = "Hemmelig Hansen"
real = pytest.mark.redis


@pytest.fixture
def redis(settings: Any) -> Iterator[Any]:
    """A client of the Redis that answers are shared in, with nothing of ours in it."""
    settings.REDIS_URL = redis_address()
    client = Store(settings.REDIS_URL, 1, 1).client
    forget(client)
    yield client
    forget(client)
    client.close()


def forget(client: Any) -> None:
    names = list(client.scan_iter(PREFIX + b"*"))
    if names:
        client.delete(*names)


def left(client: Any) -> dict[bytes, bytes]:
    """Every answer that lies there, as raw bytes."""
    names = [name for name in client.scan_iter(PREFIX + b"*") if not name.endswith(CLAIM)]
    return {name: client.get(name) for name in names}


def by_another(world: World, **question: Any) -> Any:
    """What a process answers that has kept nothing itself."""
    kept_answers.clear()
    return asked(world, **question)


def counted(outcome: str) -> float:
    """How often operators read that it went so."""
    found = REGISTRY.get_sample_value("cms_shared_answers_total", {"outcome": outcome})
    return found or 0.0


@real
def test_one_process_finds_what_another_made(world: World, redis: Any) -> None:
    before = counted("made"), counted("found")
    made, found = asked(world), by_another(world)
    assert (made.way, found.way) == (COMPILED, KEPT)
    assert made.body == found.body
    assert len(left(redis)) == 1
    assert (counted("made"), counted("found")) == (before[0] + 1, before[1] + 1)


@real
@pytest.mark.parametrize("change", [{"at": 1}, {"first": 4}, {"query": QUERY.replace("slug", "")}])
def test_another_question_or_place_finds_nothing(
    world: World, redis: Any, change: dict[str, Any]
) -> None:
    asked(world)
    assert by_another(world, **change).way == COMPILED


@real
def test_what_is_published_is_there_at_once(world: World, redis: Any) -> None:
    before = addresses(asked(world, first=50))
    with everything("a test takes an item away"):
        gone = MODEL.objects.get(pk=int(before[0].split(":")[1]))
        gone.live = False
        gone.save()
    after = by_another(world, first=50)
    assert after.way == COMPILED and addresses(after) == before[1:]
    assert addresses(by_another(world, first=50)) == before[1:]


@real
@pytest.mark.parametrize("other", ["database", "installation", "release"])
def test_another_database_installation_or_release_finds_nothing(
    world: World, redis: Any, other: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world)
    if other == "database":
        # As a restored backup is: the same rows, other words.
        renew_all(connection)
    elif other == "installation":
        settings.SECRET_KEY = "another"
    else:
        monkeypatch.setattr(shared_answers, "seal", lambda secret: Seal(secret, "another"))
    assert by_another(world).way == COMPILED


@real
def test_answers_that_one_citizens_own_plan_put_in_order_are_not_left(
    world: World, redis: Any
) -> None:
    item = int(addresses(asked(world, first=50))[-1].split(":")[1])
    forget(redis)
    citizen = Citizen.objects.create(
        municipality=world.municipalities[0], issuer="test", subject="1", display_name=SECRET_WORDS
    )
    citizen.plan_activities.create(item_id=item, title=SECRET_WORDS)
    assert items_in_plan(citizen)
    kept_answers.clear()
    assert asked(world, citizen=citizen).way == COMPILED
    assert by_another(world, citizen=citizen).way == COMPILED
    assert left(redis) == {}


@real
def test_nothing_of_a_person_or_of_what_was_asked_lies_there(world: World, redis: Any) -> None:
    citizen = Citizen.objects.create(
        municipality=world.municipalities[0],
        issuer="test-issuer",
        subject="subject-4711",
        display_name=SECRET_WORDS,
    )
    # The name of an operation, a value, an alias: whatever somebody might write into them.
    listed = f"{LIST}(first: $first) {{ totalCount }}"
    queries = [
        f"query HemmeligHansen($first: Int) {{ {listed} }}",
        f"query ($first: Int) {{ {listed} me {{ firstName }} }}",
        "{ me { firstName } }",
        f"query ($first: Int, $word: String!) {{ {LIST}(first: $first, "
        "filter: {slug: [$word]}) { totalCount } }",
    ]
    for query in queries:
        for person in (None, citizen):
            asked(world, query=query, citizen=person, word=SECRET_WORDS)
    lying = left(redis)
    assert lying
    for name, value in lying.items():
        pressed = value[SEAL + 1 :]
        opened = zlib.decompress(pressed) if value[SEAL : SEAL + 1] == b"1" else pressed
        whole = b" ".join((name, value, opened)).lower()
        for word in ("hemmelig", "hansen", "subject-4711", "test-issuer", "query", LIST.lower()):
            is_answer = word == LIST.lower()
            assert is_answer or word.encode() not in whole, word


@real
@pytest.mark.parametrize("value", [b"", b"{}", b"\x80garbage", b"x" * 5_000])
def test_what_cannot_be_read_is_made_anew_and_written_over(
    world: World, redis: Any, value: bytes
) -> None:
    made = asked(world)
    (name,) = left(redis)
    redis.set(name, value)
    again = by_another(world)
    assert (again.way, again.body) == (COMPILED, made.body)
    assert by_another(world).way == KEPT


@real
def test_a_key_that_holds_a_list_costs_nothing_but_the_sharing(world: World, redis: Any) -> None:
    made = asked(world)
    (name,) = left(redis)
    redis.delete(name)
    redis.lpush(name, b"one")
    assert by_another(world).body == made.body
    redis.delete(name)


@real
def test_an_answer_dies_by_itself(world: World, redis: Any) -> None:
    asked(world)
    (name,) = left(redis)
    assert 0 < redis.ttl(name) <= shared_answers.KEPT


def one_of_two(address: str, patience: float = 5) -> SharedAnswers:
    """What a process has: connections of its own."""
    return SharedAnswers(Store(address, 1, 1), Seal("secret", "release"), patience)


def holds() -> bool:
    return True


@real
def test_of_processes_that_ask_at_once_one_makes_the_answer(redis: Any, settings: Any) -> None:
    begun, go_on = Event(), Event()
    made: list[int] = []

    def make() -> bytes:
        begun.set()
        go_on.wait(10)
        made.append(1)
        return b"{}"

    processes = [one_of_two(settings.REDIS_URL) for _ in range(5)]
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(processes[0].found_or_made, "key", make, holds)
        assert begun.wait(10)
        others = [pool.submit(each.found_or_made, "key", make, holds) for each in processes[1:]]
        go_on.set()
        assert [each.result(10) for each in (first, *others)] == [b"{}"] * 5
    assert len(made) == 1


@real
def test_nobody_waits_for_long_for_a_process_that_died(redis: Any, settings: Any) -> None:
    process = one_of_two(settings.REDIS_URL, patience=0.1)
    name = Seal("secret", "release").name("key")
    redis.set(name + CLAIM, b"", px=60_000)
    started = time.monotonic()
    assert process.found_or_made("key", lambda: b"{}", holds) == b"{}"
    assert 0.1 <= time.monotonic() - started < 1
    # What it made all the same is there for the others, and the claim is not its own to take.
    assert one_of_two(settings.REDIS_URL).found_or_made("key", lambda: None, holds) == b"{}"
    assert redis.exists(name + CLAIM)


def fail() -> bytes:
    raise LookupError


@real
@pytest.mark.parametrize("make", [fail, lambda: None])
def test_who_makes_nothing_keeps_nobody_waiting(
    redis: Any, settings: Any, make: Callable[[], bytes | None]
) -> None:
    try:
        one_of_two(settings.REDIS_URL).found_or_made("key", make, holds)
    except LookupError:
        assert make is fail
    started = time.monotonic()
    assert one_of_two(settings.REDIS_URL).found_or_made("key", lambda: b"{}", holds) == b"{}"
    assert time.monotonic() - started < 1


@real
def test_what_changed_while_it_was_made_is_not_left(redis: Any, settings: Any) -> None:
    process = one_of_two(settings.REDIS_URL)
    assert process.found_or_made("key", lambda: b"old", lambda: False) == b"old"
    assert left(redis) == {}


@real
def test_a_large_answer_is_not_left(redis: Any, settings: Any) -> None:
    from random import Random

    body = Random(1).randbytes(2**20)
    assert one_of_two(settings.REDIS_URL).found_or_made("key", lambda: body, holds) == body
    assert left(redis) == {}


@pytest.mark.parametrize("state", STATES)
def test_whatever_redis_is_like_the_answers_are_right_and_quick(
    world: World, settings: Any, state: str
) -> None:
    right = asked(world).body
    with bad_server(state) as address:
        settings.REDIS_URL = address
        started = time.monotonic()
        answers = [by_another(world) for _ in range(50)]
        seconds = time.monotonic() - started
    assert {answer.body for answer in answers} == {right}
    assert {answer.way for answer in answers} == {COMPILED}
    assert seconds < 5
    assert shared_store() is not None
