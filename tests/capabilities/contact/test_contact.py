"""Asking: where a question arrives, how the answer comes, and who learns what."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import timezone

from cms.capabilities.base import UnknownAction
from cms.capabilities.contact.capability import CAPABILITY
from cms.capabilities.contact.models import LONGEST_QUESTION, Question
from cms.capabilities.contact.services import (
    MOST_A_DAY,
    InvalidText,
    TooMany,
    answer,
    ask,
    take_back,
    text_of,
)
from cms.capabilities.contact.whom import whom
from cms.capabilities.contact.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.municipalities.models import User, Vendor
from cms.pushes.declared import kinds
from cms.pushes.models import Push
from cms.sites.models import SiteDetails
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    return nation.citizen()


@pytest.fixture
def item(nation: Nation) -> Item:
    return make_item("course", "truck", nation.owner)


@pytest.fixture
def bo(db: None) -> User:
    return User.objects.create(username="bo")


def test_the_answer_comes_to_the_inbox_once_and_outside_it_says_nothing(
    karoline: Citizen, item: Item, bo: User
) -> None:
    question = ask(item, karoline, "Skal jeg have kørekort?")
    for _time in range(2):
        answer(item, bo, question.pk, "Nej, det får du undervejs.")
    [told] = Push.objects.filter(citizen=karoline)
    assert told.values == {"answer": "Nej, det får du undervejs."}
    assert kinds()[told.kind].confidential
    answer(item, bo, question.pk, "Nej. Det får du undervejs, og det er gratis.")
    assert Push.objects.filter(citizen=karoline).count() == 2


def test_the_same_waiting_words_are_one_question(karoline: Citizen, item: Item, bo: User) -> None:
    first = ask(item, karoline, "Hvornår?")
    assert ask(item, karoline, " Hvornår? ") == first
    answer(item, bo, first.pk, "På mandag")
    assert ask(item, karoline, "Hvornår?") != first


def test_machines_are_stopped(karoline: Citizen, item: Item) -> None:
    for number in range(MOST_A_DAY):
        ask(item, karoline, f"Nummer {number}")
    with pytest.raises(TooMany):
        ask(item, karoline, "En til")
    assert Question.objects.count() == MOST_A_DAY


@pytest.mark.parametrize("written", ["", "  \n ", "x" * (LONGEST_QUESTION + 1)])
def test_text_that_cannot_be_sent(written: str, karoline: Citizen, item: Item) -> None:
    with pytest.raises(InvalidText):
        text_of(written, LONGEST_QUESTION)
    data = QueryDict(mutable=True)
    data.update({"action": "ask", "text": written})
    assert not CAPABILITY.act(item, karoline, data).succeeded
    assert not Question.objects.exists()


def test_what_was_taken_back_cannot_be_answered(karoline: Citizen, item: Item, bo: User) -> None:
    question = ask(item, karoline, "Hvornår?")
    take_back(item, karoline, question.pk)
    data = QueryDict(f"action=answer&question={question.pk}&text=Nu")
    assert not CAPABILITY.look_after(item, bo, data).succeeded
    assert not Push.objects.exists()


def test_nobody_takes_back_or_answers_by_another_item(
    nation: Nation, karoline: Citizen, item: Item, bo: User
) -> None:
    other = make_item("course", "andet", nation.owner)
    question = ask(item, karoline, "Hvornår?")
    take_back(item, nation.citizen(), question.pk)
    take_back(other, karoline, question.pk)
    assert answer(other, bo, question.pk, "Nu") is None
    question.refresh_from_db()
    assert question.answered_at is None


def test_where_nobody_sits_at_a_desk_there_is_no_form(nation: Nation, karoline: Citizen) -> None:
    vendor = Vendor.objects.create(slug="kurs", name="Kurs ApS")
    course = make_item("course", "truck", vendor, contact="Kurs ApS, tlf. 22 33 44 55")
    fragment = CAPABILITY.fragment(course, karoline)
    assert fragment is not None
    assert not fragment.context["may_ask"]
    assert CAPABILITY.desk(course, User()) is None
    with pytest.raises(UnknownAction):
        CAPABILITY.act(course, karoline, QueryDict("action=ask&text=Hvad"))
    assert not Question.objects.exists()


def test_whom_to_ask(nation: Nation, karoline: Citizen, item: Item) -> None:
    home = nation.thisted
    home.email, home.phone = "job@thisted.example", "99 17 17 17"
    home.save()
    SiteDetails.objects.create(municipality=home, hours={"monday": [["09:00", "15:00"]]})
    assert not whom(item, None, "contact")
    karoline.refresh_from_db()
    found = whom(item, karoline, "contact")
    assert (found.mail, found.telephone) == (home.email, home.phone)
    assert [line["times"] for line in found.hours] == ["9.00–15.00"]
    own = make_item("course", "eget", home, contact="Bo på biblioteket")
    assert whom(own, None, "contact").words == "Bo på biblioteket"
    assert whom(own, None, None).mail == home.email


def test_what_waits_is_counted_for_its_owner_alone(
    nation: Nation, karoline: Citizen, item: Item, bo: User
) -> None:
    ask(item, karoline, "Et")
    question = ask(item, karoline, "To")
    assert CAPABILITY.waiting([nation.owner.pk]) == {item.pk: 2}
    assert CAPABILITY.waiting([nation.thisted.pk]) == {}
    answer(item, bo, question.pk, "Ja")
    assert CAPABILITY.waiting([nation.owner.pk]) == {item.pk: 1}


def test_the_rule_word_says_the_same_in_memory_and_sql(karoline: Citizen, item: Item) -> None:
    [word] = WORDS
    ask(item, karoline, "Hvornår?")
    today, arguments = timezone.localdate(), {"type": "course", "within_days": 0}
    assert word.holds(word.gather(karoline, today), arguments)
    assert list(Citizen.objects.filter(word.exists(arguments, today))) == [karoline]


def test_exported_and_erased(karoline: Citizen, item: Item) -> None:
    ask(item, karoline, "Er der kaffe?")
    assert "Er der kaffe?" in str(export(karoline))
    assert next(iter(CAPABILITY.export_citizen(karoline)))["question"] == "Er der kaffe?"
    CAPABILITY.erase_citizen(karoline)
    assert not Question.objects.exists()
    ask(item, karoline, "Igen?")
    erase(karoline)
    assert not Question.objects.exists()
