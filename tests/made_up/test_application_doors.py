"""Applications at their doors: the item's page, the desk, the overview, the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from cms.capabilities.application.capability import CAPABILITY
from cms.capabilities.application.models import Application, ApplicationQuestion, Enclosure
from cms.capabilities.application.services import Given, answer, send, withdraw
from cms.capabilities.base import UnknownAction, UnknownPage
from cms.documents.services import keep
from cms.library.models import Item
from cms.library.scope import everything
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import give_role
from cms.pushes.models import Push
from cms.rights.models import Look
from tests.documents.conftest import PDF, pdf
from tests.made_up.test_application import OF_HER, elsewhere, item
from tests.made_up.test_signup import staff
from tests.personalisation.conftest import Nation

__all__ = ["elsewhere", "item", "staff"]
ClientOf = Callable[..., Client]
StaffOf = Callable[..., User]


def posted(**values: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def address(item: Item) -> str:
    return f"/elevpladser/{item.slug}/"


def asked(client: Client, query: str) -> Any:
    own = {"graphql-preflight": "1"}
    body = json.dumps({"query": query})
    return client.post("/graphql/", body, content_type="application/json", headers=own).json()


def test_one_applies_on_the_page_and_follows_it_in_the_overview(
    item: Item, nation: Nation, client_of: ClientOf
) -> None:
    citizen = nation.citizen()
    client, paper = client_of(citizen), keep(citizen, pdf("Mit CV.pdf"))
    assert "Log ind og søg" in client_of().get(address(item)).content.decode()
    assert "Mit CV" in client.get(address(item)).content.decode()
    form = {
        "called": "Karoline",
        "contact": "12345678",
        "letter": "Hej",
        "document": paper.public_id,
    }
    client.post(f"{address(item)}application/", {"action": "send", **form})
    own = Application.objects.get()
    assert (own.citizen_id, own.state, own.sent_papers.count()) == (citizen.pk, "received", 1)
    when = timezone.now() + timedelta(days=1)
    answer(own, "invited", "Tag pæne sko på.", when)
    page = client.get(address(item)).content.decode()
    assert "Inviteret til samtale" in page
    assert "Tag pæne sko på." in page
    overview = client.get("/mit-overblik/").content.decode()
    assert "Inviteret til samtale" in overview
    assert "Du søgte" in overview
    assert item.slug in client.get("/").content.decode(), "the talk stands in the week"
    Item.objects.everything("test").filter(pk=item.pk).update(live=False)
    assert "Inviteret til samtale" in client.get("/mit-overblik/").content.decode()


def test_notes_of_what_is_applied_for_elsewhere(
    elsewhere: Item, nation: Nation, client_of: ClientOf
) -> None:
    client = client_of(nation.citizen())
    assert "https://eksempel.dk/soeg" in client.get(address(elsewhere)).content.decode()
    act = f"{address(elsewhere)}application/"
    client.post(act, {"action": "keep", "state": "interview", "day": "2026-12-01", "hour": "10:30"})
    own = Application.objects.get()
    assert own.meets_at is not None
    assert timezone.localtime(own.meets_at).isoformat() == "2026-12-01T10:30:00+01:00"
    client.post(act, {"action": "keep", "state": "", "day": "x"})
    own.refresh_from_db()
    assert own.state == "interview"
    assert client.post(act, {"action": "send", "called": "K"}).status_code == 404
    client.post(act, {"action": "withdraw"})
    assert "Trukket tilbage" in client.get(address(elsewhere)).content.decode()


def test_the_desk_reads_what_stands_and_nothing_else(
    item: Item, nation: Nation, staff: StaffOf
) -> None:
    citizen, editor, adviser = nation.citizen(), staff("municipal_editor"), staff("adviser")
    paper = keep(citizen, pdf("Mit CV.pdf"))
    own = send(item, citizen, Given("Karoline", "12", "Mit brev", {}, [str(paper.public_id)]))
    assert CAPABILITY.waiting([item.owner_id]) == {item.pk: 1}
    way = f"dokument/{Enclosure.objects.get().pk}"
    closed = CAPABILITY.desk(item, adviser).context
    assert (closed["is_host"], closed["rows"](), closed["counts"]) == (False, [], [("Modtaget", 1)])
    for who in (adviser,):
        with pytest.raises(UnknownPage):
            CAPABILITY.desk_page(item, who, way)
        with pytest.raises(UnknownAction):
            CAPABILITY.look_after(item, who, posted(action=f"no:{own.pk}"))
    assert not Look.objects.exists()
    [row] = CAPABILITY.desk(item, editor).context["rows"]()
    assert (row.written.letter, row.papers) == ("Mit brev", [(way, "Mit CV")])
    assert CAPABILITY.desk_page(item, editor, way).content == PDF
    seen = [word for look in Look.objects.all() for word in look.what]
    assert {"application", "application_document"} <= set(seen)
    CAPABILITY.look_after(item, editor, posted(action=f"no:{own.pk}"))
    [row] = CAPABILITY.desk(item, editor).context["rows"]()
    assert (row.written.letter, row.papers, row.state) == ("", (), "no")
    with pytest.raises(UnknownPage):
        CAPABILITY.desk_page(item, editor, way)
    assert CAPABILITY.waiting([item.owner_id]) == {}
    assert Push.objects.get().kind == "application_declined"


def test_what_is_taken_back_is_gone_from_the_desk(
    item: Item, nation: Nation, staff: StaffOf
) -> None:
    citizen, editor = nation.citizen(), staff("municipal_editor")
    own = send(item, citizen, OF_HER)
    withdraw(item, citizen)
    assert CAPABILITY.desk(item, editor).context["rows"]() == []
    assert not CAPABILITY.look_after(item, editor, posted(action=f"invited:{own.pk}")).succeeded
    assert not CAPABILITY.look_after(item, editor, posted(action="invited:0")).succeeded
    own.refresh_from_db()
    assert own.state == "withdrawn"
    assert not Push.objects.exists()


def test_the_desk_over_http(item: Item, nation: Nation, staff: StaffOf) -> None:
    citizen = nation.citizen()
    paper = keep(citizen, pdf("Mit CV.pdf"))
    own = send(item, citizen, Given("<b>K", "12", "Brev", {}, [str(paper.public_id)]))
    client = Client(HTTP_HOST="localhost")
    client.force_login(staff("municipal_editor"))
    desk = f"/admin/indhold/apprenticeship/{item.pk}/application/"
    page = client.get(desk).content.decode()
    assert "&lt;b&gt;K" in page
    file = client.get(f"{desk}dokument/{Enclosure.objects.get().pk}")
    assert (file.content, file["Content-Disposition"].split(";")[0]) == (PDF, "attachment")
    assert "no-store" in file["Cache-Control"]
    client.post(desk, {"action": f"invited:{own.pk}", "day": "2026-12-01", "hour": "09:00"})
    own.refresh_from_db()
    assert own.state == "invited"
    assert own.meets_at is not None


def test_a_company_reads_what_was_sent_to_it_and_nothing_else(
    item: Item, make: Callable[..., Item], nation: Nation
) -> None:
    company, other = (
        Owner.objects.create(kind=OwnerKind.COMPANY, name=name, slug=name.lower())
        for name in ("Smed", "Bager")
    )
    theirs = make("apprenticeship", "smed")
    theirs.owner = company
    with everything("test"):
        theirs.save()
    citizen = nation.citizen()
    paper = keep(citizen, pdf("Mit CV.pdf"))
    own = send(theirs, citizen, Given("Karoline", "12", "Brev", {}, [str(paper.public_id)]))
    desk = f"/virksomhed/apprenticeship/{theirs.pk}/bord/application/"
    file = f"{desk}dokument/{Enclosure.objects.get().pk}"
    clients = {}
    for owner in (company, other):
        clients[owner] = Client(HTTP_HOST="localhost")
        user = get_user_model().objects.create_user(owner.slug)
        give_role(user, "company_user", owner)
        clients[owner].force_login(User.objects.get(pk=user.pk))
    for address in (desk, file):
        assert clients[other].get(address).status_code == 404
    assert clients[other].post(desk, {"action": f"no:{own.pk}"}).status_code == 404
    assert not Look.objects.exists()
    page = clients[company].get(desk).content.decode()
    assert "Karoline" in page
    assert 'href="dokument/' in page
    answered = clients[company].get(file)
    assert (answered.content, "no-store" in answered["Cache-Control"]) == (PDF, True)
    assert clients[company].get(f"{desk}dokument/0").status_code == 404
    clients[company].post(desk, {"action": f"reading:{own.pk}"})
    own.refresh_from_db()
    assert own.state == "reading"


def test_the_api_applies_keeps_and_says_what_went_wrong(
    item: Item, elsewhere: Item, nation: Nation, client_of: ClientOf
) -> None:
    citizen = nation.citizen()
    client, paper = client_of(citizen), keep(citizen, pdf())
    question = ApplicationQuestion.objects.create(item=item, text="Kørekort?", required=True)
    form = "applicationForm { where deadline address questions { id text kind choices required } }"
    own = "application { where state letter documents history { state day byOwner words } moves }"
    query = f'{{ apprenticeship(slug: "{item.slug}") {{ {form} {own} }} }}'
    shown = asked(client, query)["data"]["apprenticeship"]
    assert (shown["application"], shown["applicationForm"]["where"]) == (None, "here")
    key = f'item: "apprenticeship:{item.pk}"'
    call = f'mutation {{ sendApplication({key}, letter: "Hej" %s) {{ state }} }}'
    answers = f', answers: [{{question: "{question.pk}", answer: "Ja"}}]'
    for extra, code in (
        ("", "ANSWER_MISSING"),
        (answers + ', documents: ["nej"]', "NOT_FOUND"),
    ):
        assert asked(client, call % extra)["errors"][0]["extensions"]["code"] == code
    assert not Application.objects.exists()
    whole = f'{answers}, documents: ["{paper.public_id}"]'
    for _time in range(2):
        assert asked(client, call % whole)["data"]["sendApplication"] == {"state": "received"}
    said = asked(client, query)["data"]["apprenticeship"]["application"]
    assert (said["letter"], said["documents"], said["moves"]) == (
        "Hej",
        [str(paper.public_id)],
        ["withdrawn"],
    )
    answer(Application.objects.get(), "reading")
    assert asked(client, call % answers)["errors"][0]["extensions"]["code"] == "WRONG_STEP"
    given = 'item: "apprenticeship:%s", state: "%s", day: "2026-11-01"'
    note = f"mutation {{ keepApplication({given}) {{ state }} }}"
    for number, state, code in (
        (item.pk, "applied", "WRONG_PLACE"),
        (elsewhere.pk, "received", "WRONG_STEP"),
    ):
        refused = asked(client, note % (number, state))
        assert refused["errors"][0]["extensions"]["code"] == code
    kept = asked(client, note % (elsewhere.pk, "applied"))
    assert kept["data"]["keepApplication"] == {"state": "applied"}
    back = f"mutation {{ withdrawApplication({key}) }}"
    assert asked(client_of(), back)["errors"][0]["extensions"]["code"] == "LOGIN_REQUIRED"
    for _time in range(2):
        assert asked(client, back)["data"]["withdrawApplication"] is True
    assert sorted(Application.objects.values_list("state", flat=True)) == ["applied", "withdrawn"]
