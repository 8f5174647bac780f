"""Applications on types that no code knows: sent here, answered, taken back; kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.capabilities.application.capability import CAPABILITY
from cms.capabilities.application.models import (
    Application,
    ApplicationQuestion,
    ApplicationSettings,
    Enclosure,
)
from cms.capabilities.application.services import (
    ApplicationClosed,
    Given,
    OtherPlace,
    TooManyEnclosed,
    WrongStep,
    answer,
    keep_state,
    send,
    withdraw,
)
from cms.capabilities.application.standing import terms_of
from cms.capabilities.application.terms import over_long_ago
from cms.capabilities.questions import MissingAnswer
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.documents.models import Document
from cms.documents.services import NoSuchDocument, keep, remove
from cms.events.models import Event
from cms.library.models import Item
from cms.library.scope import everything
from cms.pushes.models import Push
from cms.rights import consents
from tests.documents.conftest import pdf
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
OF_HER = Given("Karoline", "12 34 56 78", "Jeg vil gerne lære faget.")


@pytest.fixture
def item(make: Make, nation: Nation) -> Item:
    """A place of Thisted's own, that one applies for here."""
    made = make("apprenticeship")
    made.owner = nation.thisted
    with everything("test"):
        made.save()
    return made


@pytest.fixture
def elsewhere(make: Make) -> Item:
    """One that is applied for at another address."""
    made = make("apprenticeship", "et-andet-sted")
    ApplicationSettings.objects.create(
        item=made, where="elsewhere", address="https://eksempel.dk/soeg"
    )
    return made


def states(citizen: Citizen) -> list[str]:
    return list(Application.objects.filter(citizen=citizen).values_list("state", flat=True))


def steps(application: Application) -> list[tuple[str, bool]]:
    return list(application.application_steps.values_list("state", "by_owner"))


def test_sent_twice_is_one_and_until_it_is_read_it_can_be_put_right(
    item: Item, nation: Nation
) -> None:
    citizen = nation.citizen()
    consents.give(citizen, "doings")
    paper = keep(citizen, pdf())
    first = send(item, citizen, OF_HER)
    again = send(item, citizen, Given("Karoline", "x@y.dk", "Nyt", {}, [str(paper.public_id)] * 2))
    assert first.pk == again.pk
    assert (again.written.letter, steps(again)) == ("Nyt", [("received", False)])
    assert list(again.sent_papers.values_list("document", flat=True)) == [paper.pk]
    assert Event.objects.filter(kind="applied", citizen=citizen).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM application_application")
        assert b"Nyt" not in bytes(cursor.fetchone()[0])


def test_while_they_read_nothing_changes_but_the_same_may_be_sent_again(
    item: Item, nation: Nation
) -> None:
    citizen = nation.citizen()
    own = answer(send(item, citizen, OF_HER), "reading")
    assert send(item, citizen, OF_HER).pk == own.pk
    with pytest.raises(WrongStep):
        send(item, citizen, Given("En anden"))
    own.refresh_from_db()
    assert (own.written.called, own.state) == ("Karoline", "reading")


def test_each_answer_is_told_once_and_what_cannot_be_changes_nothing(
    item: Item, nation: Nation
) -> None:
    citizen, when = nation.citizen(), timezone.now() + timedelta(days=2)
    own = send(item, citizen, OF_HER)
    for state in ("reading", "reading", "invited", "invited"):
        answer(own, state, "Kom og hils på.", when)
    with pytest.raises(WrongStep):
        answer(own, "reading")
    own.refresh_from_db()
    assert (own.state, own.meets_at) == ("invited", when)
    assert steps(own) == [("received", False), ("reading", True), ("invited", True)]
    told = Push.objects.filter(citizen=citizen).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["application_read", "application_invited"]
    [talk] = CAPABILITY.appointments(citizen, timezone.now(), when + timedelta(days=1))
    assert (talk.item_id, talk.starts) == (item.pk, when)
    answer(own, "no")
    own.refresh_from_db()
    assert own.meets_at is None
    assert CAPABILITY.appointments(citizen, timezone.now(), when + timedelta(days=1)) == []
    with pytest.raises(WrongStep):
        withdraw(item, citizen)
    assert states(citizen) == ["no"]


def test_taken_back_nothing_is_left_with_them_and_one_can_begin_anew(
    item: Item, nation: Nation
) -> None:
    citizen = nation.citizen()
    paper = keep(citizen, pdf())
    own = send(item, citizen, Given("K", "1", "Brev", {}, [str(paper.public_id)]))
    for _time in range(2):
        withdraw(item, citizen)
    own.refresh_from_db()
    assert (own.state, bool(own.written), own.sent_papers.count()) == ("withdrawn", False, 0)
    with pytest.raises(WrongStep):
        answer(own, "invited")
    assert Document.objects.filter(pk=paper.pk).exists()
    send(item, citizen, OF_HER)
    assert steps(own) == [("received", False), ("withdrawn", False), ("received", False)]
    withdraw(item, nation.citizen())
    assert Application.objects.count() == 1


def test_the_last_day_holds_and_the_types_own_field_says_it(item: Item, nation: Nation) -> None:
    citizen, late = nation.citizen(), nation.citizen()
    own = send(item, citizen, OF_HER)
    item.apply_by = timezone.localdate()
    assert terms_of(item).is_open(timezone.now())
    item.apply_by = timezone.localdate() - timedelta(days=1)
    with pytest.raises(ApplicationClosed):
        send(item, late, OF_HER)
    assert states(late) == []
    # What stands can still be put right, and taken back; but not sent anew.
    assert send(item, citizen, Given("Rettet")).pk == own.pk
    withdraw(item, citizen)
    with pytest.raises(ApplicationClosed):
        send(item, citizen, OF_HER)
    ApplicationSettings.objects.create(item=item, deadline=timezone.now() + timedelta(hours=1))
    assert send(item, citizen, OF_HER).state == "received"


def test_others_papers_too_many_and_missing_answers_send_nothing(
    item: Item, nation: Nation
) -> None:
    citizen, other = nation.citizen(), nation.citizen()
    theirs = str(keep(other, pdf()).public_id)
    question = ApplicationQuestion.objects.create(item=item, text="Kørekort?", required=True)
    said = {question.pk: "Ja"}
    for given, error in (
        (Given("K", "1", "", said, [theirs]), NoSuchDocument),
        (Given("K", "1", "", said, [str(n) for n in range(11)]), TooManyEnclosed),
        (Given("K", "1"), MissingAnswer),
    ):
        with pytest.raises(error):
            send(item, citizen, given)
    assert not Application.objects.exists()
    own = send(item, citizen, Given("K", "1", "", said))
    assert own.written.answers == [["Kørekort?", "Ja"]]


def test_own_notes_keep_state_and_day(elsewhere: Item, item: Item, nation: Nation) -> None:
    citizen, soon = nation.citizen(), timezone.localdate() + timedelta(days=3)
    with pytest.raises(OtherPlace):
        send(elsewhere, citizen, OF_HER)
    with pytest.raises(OtherPlace):
        keep_state(item, citizen, "applied")
    for wrong in ("received", "withdrawn", "nonsense"):
        with pytest.raises(WrongStep):
            keep_state(elsewhere, citizen, wrong)
    assert not Application.objects.exists()
    own = keep_state(elsewhere, citizen, "will_apply", soon)
    assert CAPABILITY.last_days(citizen) == {elsewhere.pk: soon}
    assert [one.text for one in CAPABILITY.remaining(elsewhere, citizen)] == ["Send din ansøgning"]
    assert own.sent_at is None
    keep_state(elsewhere, citizen, "applied", date(2026, 1, 2))
    keep_state(elsewhere, citizen, "applied", date(2026, 1, 3))
    meets = timezone.now() + timedelta(days=1)
    own = keep_state(elsewhere, citizen, "interview", soon, meets)
    assert list(own.application_steps.values_list("state", "day")) == [
        ("will_apply", soon),
        ("applied", date(2026, 1, 3)),
        ("interview", soon),
    ]
    assert (CAPABILITY.last_days(citizen), CAPABILITY.remaining(elsewhere, citizen)) == ({}, ())
    assert own.meets_at == meets
    with pytest.raises(WrongStep):
        answer(own, "no")
    withdraw(elsewhere, citizen)
    assert states(citizen) == ["withdrawn"]
    assert not Push.objects.exists()


def test_all_of_it_goes_out_and_away(item: Item, nation: Nation) -> None:
    citizen = nation.citizen()
    paper = keep(citizen, pdf("CV.pdf"))
    own = send(item, citizen, Given("K", "1", "Mit brev", {}, [str(paper.public_id)]))
    said = json.dumps(export(citizen), default=str)
    assert "Mit brev" in said
    [row] = CAPABILITY.export_citizen(citizen)
    assert (row["documents"], row["letter"]) == (["CV.pdf".removesuffix(".pdf")], "Mit brev")
    remove(citizen, paper.public_id)
    assert not Enclosure.objects.exists()
    answer(own, "no")
    Application.objects.update(changed_at=timezone.now() - timedelta(days=400))
    assert over_long_ago(timezone.now()).count() == 1
    erase(citizen)
    assert not Application.objects.exists()


def test_settings_go_out_and_in(item: Item, make: Make) -> None:
    said = {
        "where": "here",
        "deadline": "2026-12-01T12:00:00+01:00",
        "address": "",
        "questions": [{"text": "Kan du køre?", "kind": "yes_no", "choices": "", "required": True}],
    }
    CAPABILITY.import_settings(item, said)
    with everything("test"):
        item.save()
    assert CAPABILITY.export_settings(item) == said
    assert CAPABILITY.json_ld(item) == {
        "directApply": True,
        "validThrough": datetime.fromisoformat("2026-12-01T11:00:00+00:00").isoformat(),
    }
    other: Any = make("apprenticeship", "anden")
    assert CAPABILITY.export_settings(other) is None
