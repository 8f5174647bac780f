"""An answer is kept for those who stand alike, and no longer than it is right."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from cms.api.documents import read_document
from cms.api.execution import COMPILED, EXECUTOR, KEPT, Answer, Question, answer
from cms.api.kept_answers import KeptAnswers, kept_answers
from cms.citizens.models import Citizen
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.plans.services import items_in_plan
from tests.api.conftest import request_of
from tests.api.factories import World

TYPE, MODEL = next(iter(sorted(item_models().items())))
LIST = camel(plural(TYPE))
QUERY = f"query ($first: Int) {{ {LIST}(first: $first) {{ nodes {{ id slug }} }} }}"


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own transaction counts as none: what it writes is read by nobody else."""
    for module in ("cms.api.kept_answers", "cms.personalisation.kept_standings"):
        monkeypatch.setattr(f"{module}.may_keep", lambda: True)
    kept_answers.clear()


def asked(world: World, at: int = 0, query: str = QUERY, citizen: Any = None, **say: Any) -> Answer:
    request = request_of(world.municipalities[at], citizen)
    return answer(request, read_document(query), None, {"first": 5, **say})


def by_executor(world: World, citizen: Citizen) -> Answer:
    """What the citizen meets, worked out from nothing."""
    document = read_document(QUERY)
    request = request_of(world.municipalities[0], citizen)
    operation = document.operation(None)
    return Question(request, document, operation, {"first": 50}, None).by_executor()


def addresses(found: Answer) -> list[str]:
    return [node["id"] for node in json.loads(found.body)["data"][LIST]["nodes"]]


def test_the_second_who_asks_gets_what_is_kept(world: World) -> None:
    first, second = asked(world), asked(world)
    assert (first.way, second.way) == (COMPILED, KEPT)
    assert first.body == second.body and addresses(first)


@pytest.mark.parametrize("change", [{"at": 1}, {"first": 4}, {"query": QUERY.replace("slug", "")}])
def test_another_question_or_place_is_asked_anew(world: World, change: dict[str, Any]) -> None:
    asked(world)
    assert asked(world, **change).way == COMPILED


def test_what_is_published_is_there_at_once(world: World) -> None:
    before = addresses(asked(world, first=50))
    with everything("a test takes an item away"):
        gone = MODEL.objects.get(pk=int(before[0].split(":")[1]))
        gone.live = False
        gone.save()
    after = asked(world, first=50)
    assert after.way == COMPILED
    assert addresses(after) == before[1:]


def test_two_with_other_plans_do_not_share(world: World) -> None:
    """Their reasons are called the same; what is lifted is not the same."""
    last = int(addresses(asked(world, first=50))[-1].split(":")[1])
    other = next(item.pk for items in world.items.values() for item in items if item.pk != last)
    people = []
    for number, key in enumerate((last, other)):
        citizen = Citizen.objects.create(
            municipality=world.municipalities[0], issuer="test", subject=str(number)
        )
        citizen.plan_activities.create(item_id=key, title="")
        assert items_in_plan(citizen)
        people.append(citizen)
    for citizen in people:
        made, kept = (asked(world, first=50, citizen=citizen) for _ in range(2))
        assert (made.way, kept.way) == (COMPILED, KEPT)
        assert json.loads(kept.body) == json.loads(by_executor(world, citizen).body)


def test_what_only_the_executor_answers_is_never_kept(world: World) -> None:
    query = "{ __schema { queryType { name } } }"
    assert [asked(world, query=query).way for _ in range(2)] == [EXECUTOR, EXECUTOR]


def test_in_a_transaction_nothing_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert [asked(world).way for _ in range(2)] == [COMPILED, COMPILED]


def test_of_many_who_ask_at_once_one_makes_the_answer() -> None:
    kept, begun, go_on = KeptAnswers(), Event(), Event()
    made: list[int] = []

    def make() -> bytes:
        begun.set()
        go_on.wait(10)
        made.append(1)
        return b"{}"

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(kept.found_or_made, "key", make) for _ in range(8)]
        assert begun.wait(10)
        go_on.set()
        assert [each.result(10) for each in asking] == [b"{}"] * 8
    assert len(made) == 1


def test_who_fails_to_make_it_keeps_nobody_waiting() -> None:
    kept = KeptAnswers()

    def fail() -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        kept.found_or_made("key", fail)
    assert kept.found_or_made("key", lambda: b"{}") == b"{}"


def test_what_is_used_least_is_forgotten_first() -> None:
    kept = KeptAnswers(size=3 * 1_500)
    for key in ("first", "second", "third"):
        kept.found_or_made(key, lambda: b"x" * 1_000)
    assert kept.find("first")
    kept.found_or_made("fourth", lambda: b"x" * 1_000)
    assert kept.find("first") and not kept.find("second")
