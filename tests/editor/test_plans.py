"""A citizen's plan on the staff's page: who reads it, who writes in it, and what is noted."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cms.citizens.models import Citizen
from cms.plans import services as plan
from cms.plans.activities import Written
from cms.plans.actors import by_citizen
from cms.plans.models import Activity, Change, Side, State
from cms.rights import looks
from cms.rights.models import Look
from tests.acceptance.library.matrix.stored import changed, stored
from tests.editor.test_citizens import ACTORS, MEETING, World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
WISH = "Ringe til truckskolen"


@pytest.fixture
def wish(world: World) -> Activity:
    """Karoline's own wish."""
    return wished(world.citizens["thisted"])


def wished(citizen: Citizen) -> Activity:
    return plan.add(citizen, Written(WISH), by_citizen(citizen))


def answered(client: Any, wish: Activity, answer: str, **more: str) -> HttpResponse:
    address = reverse("editor_plan_answer", args=[wish.citizen_id, wish.pk])
    found: HttpResponse = client.post(address, {"answer": answer, **more})
    return found


@pytest.mark.parametrize("actor", ACTORS)
def test_each_role_at_its_own_and_anothers_citizens(world: World, actor: str) -> None:
    client, _user = world.client(actor)
    for slug, citizen in world.citizens.items():
        wish = wished(citizen)
        may = actor in MEETING and slug == "thisted"
        before = stored()
        page = client.get(reverse("editor_citizen", args=[citizen.pk]))
        assert (WISH in page.content.decode()) == may, (actor, slug)
        if may:
            assert "plan" in Look.objects.latest("pk").what
            assert looks.what_in_words(["plan"], "da") == ["din plan"]
            continue
        writing = reverse("editor_plan_write", args=[citizen.pk])
        for answer in (
            client.get(writing),
            client.post(writing, {"title": "Noget"}),
            answered(client, wish, "agree"),
            answered(client, wish, "drop"),
        ):
            assert answer.status_code in {302, 403, 404}, (actor, slug)
        assert not changed(before, stored()), (actor, slug)


@pytest.mark.parametrize("actor", MEETING)
def test_staff_agree_and_the_citizen_sees_who(world: World, wish: Activity, actor: str) -> None:
    client, user = world.client(actor)
    assert answered(client, wish, "agree", agreement="Inden fredag").status_code == 302
    wish.refresh_from_db()
    assert (wish.state, wish.agreement) == (State.AGREED, "Inden fredag")
    change = Change.objects.latest("pk")
    assert (change.what, change.side, change.person_id) == ("agreed", Side.MUNICIPALITY, user.pk)
    answered(client, wish, "done")
    wish.refresh_from_db()
    assert wish.state == State.DONE
    before = stored()
    page = client.post(
        reverse("editor_plan_answer", args=[wish.citizen_id, wish.pk]), {"answer": "agree"}
    )
    assert page.status_code == 302
    assert not changed(before, stored()), "what is done is done"


def test_a_step_is_written_or_told_what_to_mend(world: World) -> None:
    client, _user = world.client("adviser")
    citizen = world.citizens["thisted"]
    address = reverse("editor_plan_write", args=[citizen.pk])
    wrong = {"title": "", "what_to_do": "Ring", "ends_on": "2026-12-01"}
    page = client.post(address, wrong)
    assert page.context["form"].errors.keys() == {"title"}
    page = client.post(address, {**wrong, "title": "Truckkort"})
    assert page.context["form"].errors.keys() == {"starts_on"}
    assert "Ring" in page.content.decode(), "nothing that was written is lost"
    assert not Activity.objects.exists()
    client.post(address, {**wrong, "title": "Truckkort", "starts_on": "2026-11-30"})
    step = Activity.objects.get()
    assert (step.title, step.state, step.written_by) == (
        "Truckkort", State.AGREED, Side.MUNICIPALITY,
    )  # fmt: skip
    assert "name" in Look.objects.latest("pk").what


def test_another_citizens_step_is_not_answered_through_ones_own(world: World) -> None:
    client, _user = world.client("adviser")
    foreign = wished(world.citizens["vejen"])
    before = stored()
    address = reverse("editor_plan_answer", args=[world.citizens["thisted"].pk, foreign.pk])
    assert client.post(address, {"answer": "drop"}).status_code == 404
    assert not changed(before, stored())
