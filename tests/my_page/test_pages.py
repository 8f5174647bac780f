"""The citizen's pages over HTTP, with the demo nation: what is posted, said and kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.capabilities.favourite.models import Favourite
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.my_page import inbox
from cms.my_page.models import MyPage
from cms.personalisation.feed import visible_to
from cms.personalisation.models import Audience, Rule
from cms.personalisation.viewer import Viewer
from cms.plans.activities import Written
from cms.plans.actors import by_citizen
from cms.plans.follows import Follow, follow, followed
from cms.plans.models import Activity
from cms.plans.services import add
from tests.my_page.conftest import LogIn

pytestmark = pytest.mark.django_db
# What one page may ask of the database, however much stands on it, where nothing is kept from
# before (`tests/portal/test_page_queries.py` counts with what a process keeps).
MOST_QUERIES = 34


def names(client: Client) -> list[str]:
    """What stands on the citizen's page, in order."""
    return [widget["name"] for widget in client.get("/").context["widgets"]]


def change(client: Client, do: str, name: str = "", **values: str) -> Any:
    return client.post("/min-side/", {"do": do, "name": name, **values}, follow=True)


def test_add_remove_move_undo_and_back(log_in: LogIn) -> None:
    karoline, sara = log_in("demo-karoline"), log_in("demo-sara")
    start, saras = names(karoline), names(sara)
    assert start[:3] == ["for_you", "week", "plan"]
    answer = change(karoline, "down", "for_you")
    assert "nummer 2 af" in answer.content.decode()
    assert names(karoline)[:2] == ["week", "for_you"]
    change(karoline, "remove", "plan")
    assert "plan" not in names(karoline)
    change(karoline, "undo")
    assert "plan" in names(karoline)
    change(karoline, "add", "new_courses")
    assert names(karoline)[0] == "new_courses"
    change(karoline, "to", "new_courses", number="3")
    assert names(karoline)[2] == "new_courses"
    change(karoline, "standard")
    assert names(karoline) == start
    change(karoline, "undo")
    assert names(karoline)[2] == "new_courses"
    assert names(sara) == saras
    assert not MyPage.objects.filter(citizen__subject="demo-sara").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "explode", "name": "week"},
        {"do": "up", "name": "nothing"},
        {"do": "to", "name": "week", "number": "-1"},
    ],
)
def test_what_is_not_there_is_refused_and_changes_nothing(
    log_in: LogIn, wrong: dict[str, str]
) -> None:
    client = log_in("demo-karoline")
    assert client.post("/min-side/", wrong).status_code == 404
    assert not MyPage.objects.exclude(shown=None).exists()


def test_visitors_are_asked_to_log_in(log_in: LogIn) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    for path in ("/min-side/", "/min-plan/", "/mit-overblik/", "/gemt/", "/det-foelger-du/"):
        assert client.get(path).status_code == 302
    assert client.post("/min-side/", {"do": "remove", "name": "week"}).status_code == 302
    assert not MyPage.objects.exists()


def test_messages_are_offered_where_somebody_keeps_them(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in("demo-karoline")
    monkeypatch.setattr(inbox, "_told_by", [])
    assert change(client, "add", "messages").status_code == 404
    message = inbox.Message("Svar på et spørgsmål", "/indbakke/1/")
    monkeypatch.setattr(inbox, "_told_by", [lambda citizen, most: [message]])
    change(client, "add", "messages")
    page = client.get("/")
    assert page.context["widgets"][0]["name"] == "messages"
    assert "Svar på et spørgsmål" in page.content.decode()


def test_the_simple_view_shows_one_thing_and_is_remembered(log_in: LogIn) -> None:
    client = log_in("demo-nadia")
    client.get("/enklere-visning/")  # a link from elsewhere changes nothing
    assert "widgets" in client.get("/").context
    client.post("/enklere-visning/")
    page = log_in("demo-nadia").get("/")
    assert page.context["widget"]["name"] == "for_you"
    assert 'class="view-simple"' in page.content.decode()
    assert page.content.decode().count('<section class="widget ') == 1
    other = client.get("/", {"vis": "plan"})
    assert other.context["widget"]["name"] == "plan"
    client.post("/enklere-visning/")
    assert "widgets" in client.get("/").context


def test_an_interest_said_is_answered_at_once_and_kept(log_in: LogIn) -> None:
    client, citizen = log_in("demo-karoline"), Citizen.objects.get(subject="demo-karoline")
    page = client.post("/min-side/interesse/interests/", {"interest": "it"}, follow=True)
    assert "it" in citizen.answers_as_facts()["interests"]
    [widget] = [one for one in page.context["widgets"] if one["name"] == "interests"]
    assert widget["context"]["looked_at"]
    assert len(widget["context"]["groups"]) > 1
    client.post("/min-side/interesse/interests/", {"interest": "it"})
    assert "it" not in Citizen.objects.get(pk=citizen.pk).answers_as_facts()["interests"]
    wrong = client.post("/min-side/interesse/interests/", {"interest": "findes-ikke"})
    assert wrong.status_code == 404


def test_saved_things_stand_by_their_last_day(log_in: LogIn) -> None:
    client, citizen = log_in("demo-karoline"), Citizen.objects.get(subject="demo-karoline")
    assert "Du har ikke gemt noget endnu" in client.get("/gemt/").content.decode()
    items = list(Item.objects.on_shelf_of(citizen.municipality).filter(type_name="course")[:3])
    today = timezone.localdate()
    for item, days in zip(items, (None, 9, 2), strict=True):
        day = today + timedelta(days=days) if days else None
        Favourite.objects.create(citizen=citizen, item_id=item.pk, deadline=day, note="Husk mig")
    page = client.get("/gemt/")
    titles = [card["url"].strip("/").split("/")[-1] for card in page.context["cards"]]
    assert titles == [items[2].slug, items[1].slug, items[0].slug]
    assert page.context["cards"][0]["text"] == "Husk mig"
    week = next(one for one in client.get("/").context["widgets"] if one["name"] == "week")
    entries = [entry for day in week["context"]["week"] for entry in day["entries"]]
    assert [entry["ground"] for entry in entries] == ["third"]


def test_a_card_is_saved_without_leaving_the_page(log_in: LogIn) -> None:
    client = log_in("demo-karoline")
    html = client.get("/").content.decode()
    assert 'aria-pressed="false"' in html
    citizen = Citizen.objects.get(subject="demo-karoline")
    item = Item.objects.on_shelf_of(citizen.municipality).filter(type_name="course").first()
    path = f"/kurser/{item.slug}/favourite/"
    answer = client.post(path, {"action": "save", "next": "/?alt=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/?alt=1")
    told = client.post(path, {"action": "remove"}, headers={"accept": "application/json"})
    assert told.json()["succeeded"] is True
    away = client.post(path, {"action": "save", "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_a_plan_is_written_done_and_remembered(log_in: LogIn) -> None:
    client = log_in("demo-karoline")
    page = client.post("/min-plan/ny/", {"title": "", "with_whom": "Bo"})
    assert page.status_code == 422
    assert 'value="Bo"' in page.content.decode()
    page = client.post("/min-plan/ny/", {"title": "Ring", "starts_on": "i morgen"})
    assert page.status_code == 422
    assert 'value="Ring"' in page.content.decode()
    assert not Activity.objects.exists()
    day = timezone.localdate() + timedelta(days=1)
    client.post("/min-plan/ny/", {"title": "Ring til Thy Fragt", "starts_on": day.isoformat()})
    [step] = Activity.objects.all()
    home = client.get("/")
    assert "I morgen: Ring til Thy Fragt" in home.context["hero"]["text"]
    plan = client.get("/min-plan/").content.decode()
    assert "Næste skridt" in plan
    client.post(f"/min-plan/aktivitet/{step.pk}/", {"do": "done"})
    step.refresh_from_db()
    assert step.state == "done"
    stranger = log_in("demo-sara")
    answer = stranger.post(f"/min-plan/aktivitet/{step.pk}/", {"do": "drop"})
    assert answer.status_code == 404
    step.refresh_from_db()
    assert step.state == "done"


def test_what_rules_suggest_is_taken_or_stays_away(log_in: LogIn) -> None:
    client, citizen = log_in("demo-karoline"), Citizen.objects.get(subject="demo-karoline")
    shelf = Item.objects.on_shelf_of(citizen.municipality).filter(type_name="course")
    first, second = visible_to(shelf, Viewer(citizen.municipality, citizen)).order_by("slug")[:2]
    Rule.objects.create(
        name="foreslaa",
        owner=citizen.municipality,
        audience=Audience.objects.get(name="nye-ledige"),
        effect="suggest",
        content={"items": [f"course/{first.slug}", f"course/{second.slug}"]},
        reason={"da": "Fordi du er ny ledig"},
    )
    page = client.get("/min-plan/")
    assert [one["key"] for one in page.context["suggestions"]] == [first.key, second.key]
    assert page.context["suggestions"][0]["reason"] == "Fordi du er ny ledig"
    client.post(f"/min-plan/forslag/{first.key}/", {"do": "take"})
    client.post(f"/min-plan/forslag/{second.key}/", {"do": "decline"})
    assert client.get("/min-plan/").context["suggestions"] == []
    assert list(Activity.objects.values_list("item_id", flat=True)) == [first.pk]


def test_following_from_a_list_and_a_search_and_stopping(log_in: LogIn) -> None:
    client, citizen = log_in("demo-karoline"), Citizen.objects.get(subject="demo-karoline")
    [button] = client.get("/kurser/", {"industries": "transport"}).context["follow_buttons"]
    assert button["follow"] == Follow("industry", "transport", "industries")
    assert client.get("/soeg/", {"q": "Truck"}).context["follow_button"]["label"] == "truck"
    wanted = {"kind": "industry", "value": "transport", "vocabulary": "industries"}
    answer = client.post("/foelg/", {**wanted, "next": "/kurser/?industries=transport"})
    assert answer["Location"] == "/kurser/?industries=transport"
    page = client.get("/det-foelger-du/")
    assert page.context["follows"][0]["cards"]
    client.post("/foelg/", {**wanted, "do": "stop"})
    assert followed(citizen) == []
    client.post("/foelg/", {"kind": "company", "value": "findes-ikke"})
    assert followed(citizen) == []


@pytest.mark.parametrize("person", ["demo-karoline", "demo-nadia"])
def test_a_full_page_asks_a_bounded_number_of_questions(log_in: LogIn, person: str) -> None:
    client, citizen = log_in(person), Citizen.objects.get(subject=person)
    client.get("/")
    with CaptureQueriesContext(connection) as empty:
        client.get("/")
    items = list(Item.objects.on_shelf_of(citizen.municipality)[:12])
    for item in items:
        Favourite.objects.create(citizen=citizen, item_id=item.pk, deadline=timezone.localdate())
    for number in range(12):
        written = Written(f"Skridt {number}", starts_on=timezone.localdate())
        add(citizen, written, by_citizen(citizen))
    follow(citizen, Follow("industry", "transport", "industries"))
    follow(citizen, Follow("industry", "it", "industries"))
    with CaptureQueriesContext(connection) as full:
        assert client.get("/").status_code == 200
    print(f"{person}: {len(empty)} questions, {len(full)} with a full page")
    assert len(full) <= MOST_QUERIES
    # What has been saved, planned and followed costs a few lists, not a question each.
    assert len(full) - len(empty) <= 12
