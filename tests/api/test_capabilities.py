"""What capabilities say of items is gathered for a whole list, whichever way answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.api.compiled.plans import plans
from cms.api.documents import read_document
from cms.api.execution import COMPILED, Question, answer
from cms.capabilities.application.models import State
from cms.capabilities.application.services import keep_state
from cms.capabilities.certificate.services import give
from cms.capabilities.completion.services import finish
from cms.capabilities.contact.models import Question as Asked
from cms.capabilities.favourite.services import describe
from cms.capabilities.playable.models import Playback
from cms.capabilities.rating.models import Rating
from cms.capabilities.registry import all_capabilities
from cms.capabilities.series.services import begin
from cms.capabilities.share.services import share
from cms.capabilities.signup.models import SignupSettings
from cms.capabilities.signup.services import sign_up
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.steps.models import StepProgress, Walk
from cms.citizens.models import Citizen
from cms.declarations.names import camel, plural
from cms.library.models import Item
from cms.library.registry import models_with
from cms.library.scope import active
from cms.library.scopes import Shelf
from tests.api.conftest import request_of
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
FIELDS = {
    "favourite": "favourite { savedAt deadline note }",
    "completion": "completion { startedAt finishedAt }",
    "signup": "signup { state signedUpAt placeInLine } seating { seats free waiting deadline }",
    "certificate": "certificate { number title }",
    "rating": "rating { count } ownRating { stars } ownPulse",
    "share": "share { words }",
    "contact": "ownQuestions { text } contactDetails { name }",
    "place": "directions",
    "playable": "playback { watchedShare } transcript { text }",
    "schedule": "occurrences { key } nextOccurrence { key }",
    "slots": "slotBooking { called } slots { starts }",
    "series": "series { title position count next { title } previous { title } isDone }",
    "application": "application { state } applicationForm { where deadline }",
    "expiry": "closesAt daysLeft",
    "launch": "launch { way }",
    "steps": "myProgress { done all startedAt } steps { id steps { title isDone } }",
}
# The field that is null, or empty, for an item with which the citizen has nothing to do.
OWN = {
    "rating": "ownRating",
    "contact": "ownQuestions",
    "playable": "playback",
    "slots": "slotBooking",
}
# These have nothing that is the citizen's own in a list, or something for every item.
FOR_ALL = {"expiry", "launch", "place", "schedule", "series", "steps"}
# Fields that take arguments are answered by the executor.
WITH_ARGUMENTS = ("occurrences", "slots {")
Way = Callable[[Any, str, int], Any]


def compiled(request: Any, query: str, first: int) -> Any:
    with active(Shelf(request.municipality)):
        found = answer(request, read_document(query), None, {"first": first})
    assert found.way == COMPILED or any(field in query for field in WITH_ARGUMENTS)
    return json.loads(found.body)


def executed(request: Any, query: str, first: int) -> Any:
    document = read_document(query)
    question = Question(request, document, document.operation(None), {"first": first}, None)
    with active(Shelf(request.municipality)):
        return json.loads(question.by_executor().body)


def list_of(name: str) -> tuple[str, str]:
    """A type that names the capability, and a question for its list."""
    models = models_with(name)
    national = (one for one in models if "national" in one.declaration.settings.owners)
    model = next(national, models[0])
    many = camel(plural(model.declaration.name))
    query = f"query ($first: Int) {{ {many}(first: $first) {{ nodes {{ id {FIELDS[name]} }} }} }}"
    return model.declaration.name, query


def filled(type_name: str, count: int, nation: Nation) -> list[Item]:
    return [make_item(type_name, f"nr-{n}", nation.owner, "mandatory") for n in range(count)]


@pytest.fixture(autouse=True)
def own_plans() -> Iterator[None]:
    """Plans of this test alone, so that making one is not counted."""
    plans.clear()
    yield
    plans.clear()


def test_every_capability_with_fields_is_tried() -> None:
    assert set(FIELDS) == {name for name, one in all_capabilities().items() if one.graphql_fields()}


@pytest.mark.parametrize("way", [compiled, executed])
@pytest.mark.parametrize("name", FIELDS)
def test_a_list_of_100_takes_as_many_statements_as_one_of_20(
    nation: Nation, name: str, way: Way
) -> None:
    type_name, query = list_of(name)
    items, citizen = filled(type_name, 100, nation), nation.citizen()
    for item in items[::3]:
        engage(item, citizen, nation)
    taken = {}
    for first in (20, 20, 100):
        with CaptureQueriesContext(connection) as statements:
            found = way(request_of(nation.thisted, citizen), query, first)
        nodes = next(iter(found["data"].values()))["nodes"]
        assert len(nodes) == first
        assert name in FOR_ALL or 0 < sum(is_own(name, node) for node in nodes) < first
        taken[first] = len(statements)
    assert taken[20] == taken[100]


def is_own(name: str, node: Any) -> bool:
    """Whether the citizen has had to do with the item, as the answer says it."""
    return bool(node[OWN.get(name, name)])


def engage(item: Item, citizen: Citizen, nation: Nation) -> None:
    """All that a citizen can do with an item; on half of them somebody else was first."""
    begin(item, "En serie")
    if "application" in item.declaration.capabilities:
        keep_state(item, citizen, State.APPLIED)
    SignupSettings.objects.create(item_id=item.pk, seats=1)
    if item.pk % 2:
        sign_up(item, nation.citizen())
        sign_up(item, nation.citizen())
    sign_up(item, citizen)
    finish(item, citizen)
    describe(item, citizen, None, f"note om {item.slug}")
    share(item, citizen, f"ord om {item.slug}")
    give(item, citizen)
    Rating.objects.create(item_id=item.pk, citizen=citizen, stars=item.pk % 5 + 1)
    Asked.objects.create(item_id=item.pk, citizen=citizen, text=f"spørgsmål til {item.slug}")
    now = timezone.now()
    watched = {"share": item.pk % 90 + 1, "started_at": now, "saved_at": now}
    Playback.objects.create(item_id=item.pk, citizen=citizen, **watched)
    begins, long = now + timedelta(days=2), timedelta(hours=1)
    called = {"called": item.slug[:20]}
    SlotBooking.objects.create(
        item=item, citizen=citizen, starts=begins, ends=begins + long, **called
    )
    Walk.objects.create(item_id=item.pk, citizen=citizen)
    StepProgress.objects.create(item_id=item.pk, citizen=citizen, step="et", done_at=now)


@pytest.mark.parametrize("name", sorted(set(FIELDS) - FOR_ALL))
def test_each_item_gets_what_is_its_own(nation: Nation, name: str) -> None:
    """Both ways say the same, and say it of the right item and the right citizen."""
    type_name, query = list_of(name)
    items = filled(type_name, 6, nation)
    mine, other = nation.citizen(), nation.citizen()
    for item in items[:4]:
        engage(item, mine, nation)
    engage(items[5], other, nation)
    for citizen, own in ((mine, items[:4]), (other, items[5:]), (None, [])):
        requests = [request_of(nation.thisted, citizen) for _ in range(2)]
        found = compiled(requests[0], query, 20)
        assert found == executed(requests[1], query, 20)
        said = {node["id"]: node for node in next(iter(found["data"].values()))["nodes"]}
        engaged = {key for key, node in said.items() if is_own(name, node)}
        assert engaged == {item.key for item in own}
        for item in own:
            assert holds(name, said[item.key], item)


def holds(name: str, said: Any, item: Item) -> bool:
    """Whether what is said of an item that one is engaged with is right."""
    waits = bool(item.pk % 2)
    match name:
        case "application":
            return bool(said["application"]["state"] == State.APPLIED)
        case "favourite":
            return bool(said["favourite"]["note"] == f"note om {item.slug}")
        case "completion":
            return said["completion"]["finishedAt"] is not None
        case "share":
            return bool(said["share"]["words"] == f"ord om {item.slug}")
        case "certificate":
            return bool(said["certificate"]["title"] == item.slug)
        case "contact":
            return bool(said["ownQuestions"] == [{"text": f"spørgsmål til {item.slug}"}])
        case "playable":
            return bool(said["playback"]["watchedShare"] == item.pk % 90 + 1)
        case "slots":
            return bool(said["slotBooking"]["called"] == item.slug[:20])
        case "rating":
            return bool(said["ownRating"]["stars"] == item.pk % 5 + 1)
    line = 2 if waits else None
    seated = {"state": "waiting" if waits else "seated", "placeInLine": line}
    stands = {"seats": 1, "free": 0, "waiting": 2 if waits else 0}
    return bool(
        seated.items() <= said["signup"].items() and stands.items() <= said["seating"].items()
    )
