"""My competences over HTTP: consent first, a test that can be paused, own words, and away again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from cms.capabilities.completion.services import finish, undo
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.competences.declared import the_test
from cms.competences.models import Competence, CompetenceAnswer
from cms.competences.services import add_own, say_yes
from cms.competences.words import WORDS
from cms.rights.consents import withdraw
from tests.personalisation.conftest import Nation, make_item, nation
from tests.support.sites import opened

__all__ = ["nation"]
PAGE = "/kompetencer/"


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    opened(nation.thisted)
    return nation.citizen()


@pytest.fixture
def browser(karoline: Citizen) -> Client:
    return logged_in(karoline)


def logged_in(citizen: Citizen) -> Client:
    client = Client(SERVER_NAME="thisted.localhost")
    session = client.session
    session["citizen_id"] = citizen.pk
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def html(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def answer_all(client: Client, reply: str) -> None:
    for name in the_test().questions:
        client.post(f"{PAGE}test/{name}/", {"answer": reply})


def test_a_stranger_logs_in_first(karoline: Citizen) -> None:
    visitor = Client(SERVER_NAME="thisted.localhost")
    for path in (PAGE, f"{PAGE}test/"):
        assert "log-ind" in visitor.get(path)["Location"]


def test_nothing_is_kept_without_a_yes(nation: Nation, karoline: Citizen, browser: Client) -> None:
    course = make_item("course", "k", nation.owner, marks={"competences": ["salg"]})
    finish(course, karoline)
    assert "Må vi samle" in html(browser)
    browser.post(f"{PAGE}ny/", {"words": "Jeg kan synge"})
    answer_all(browser, "often")
    assert not Competence.objects.exists()
    assert not CompetenceAnswer.objects.exists()
    browser.post(f"{PAGE}ja/")
    assert Competence.objects.get().term == "salg"
    assert "Fra “k”" in html(browser)


def test_a_course_gives_and_takes(nation: Nation, karoline: Citizen, browser: Client) -> None:
    say_yes(karoline)
    course = make_item("course", "k", nation.owner, marks={"competences": ["salg", "omsorg"]})
    finish(course, karoline)
    assert {row.term for row in Competence.objects.all()} == {"salg", "omsorg"}
    undo(course, karoline)
    assert not Competence.objects.exists()


def test_the_test_is_paused_finished_and_taken_again(karoline: Citizen, browser: Client) -> None:
    say_yes(karoline)
    first, second, *_rest = the_test().questions
    assert browser.get(f"{PAGE}test/")["Location"] == f"{PAGE}test/{first}/"
    assert browser.post(f"{PAGE}test/{first}/", {"answer": "xx"}).status_code == 422
    browser.post(f"{PAGE}test/{first}/", {"answer": "often"})
    assert "Du har svaret på 1 af" in html(browser)
    assert browser.get(f"{PAGE}test/")["Location"] == f"{PAGE}test/{second}/"
    assert not Competence.objects.exists(), "only what is finished says anything"
    answer_all(browser, "often")
    found = Competence.objects.filter(source="test").count()
    assert found == len({term for one in the_test().questions.values() for term in one.shows})
    page = html(browser)
    assert the_test().questions[first].text.da in page
    browser.post(f"{PAGE}test/igen/")
    assert Competence.objects.filter(source="test").count() == found
    answer_all(browser, "not_me")
    assert not Competence.objects.exists()


def test_own_words_are_kept_once_and_removed(karoline: Citizen, browser: Client) -> None:
    say_yes(karoline)
    for _time in range(2):
        browser.post(f"{PAGE}ny/", {"words": " Jeg  <b>lytter</b> "})
    browser.post(f"{PAGE}ny/", {"term": "salg"})
    for wrong in (
        {"words": "x" * 200},
        {"term": "findes-ikke"},
        {},
        {"term": "salg", "words": "a"},
    ):
        browser.post(f"{PAGE}ny/", wrong)
    assert {(row.term, row.words) for row in Competence.objects.all()} == {
        ("", "Jeg <b>lytter</b>"),
        ("salg", ""),
    }
    assert "Jeg &lt;b&gt;lytter&lt;/b&gt;" in html(browser)
    for row in Competence.objects.all():
        browser.post(f"{PAGE}{row.pk}/fjern/")
    assert not Competence.objects.exists()


def test_nobody_removes_anothers(nation: Nation, karoline: Citizen, browser: Client) -> None:
    other = nation.citizen()
    say_yes(other)
    row = add_own(other, "salg", "")
    browser.post(f"{PAGE}{row.pk}/fjern/")
    assert Competence.objects.filter(pk=row.pk).exists()


def test_no_deletes_all_of_it(karoline: Citizen, browser: Client) -> None:
    say_yes(karoline)
    answer_all(browser, "often")
    add_own(karoline, "", "Jeg kan synge")
    assert "Jeg kan synge" in json.dumps(export(karoline), default=str, ensure_ascii=False)
    withdraw(karoline, the_test().consent)
    assert not Competence.objects.exists()
    assert not CompetenceAnswer.objects.exists()
    say_yes(karoline)
    add_own(karoline, "salg", "")
    erase(karoline)
    assert not Competence.objects.exists()


def test_the_word_says_the_same_in_memory_and_in_sql(nation: Nation, karoline: Citizen) -> None:
    [word] = WORDS
    other, today = nation.citizen(), date.today()
    say_yes(karoline)
    add_own(karoline, "salg", "")
    for term in ("salg", "omsorg"):
        arguments = {"competence": term}
        found = set(Citizen.objects.filter(word.exists(arguments, today)))
        assert found == ({karoline} if term == "salg" else set())
        for citizen in (karoline, other):
            assert word.holds(word.gather(citizen, today), arguments) is (citizen in found)


def test_the_api_gives_ones_own(karoline: Citizen, browser: Client) -> None:
    say_yes(karoline)
    add_own(karoline, "salg", "")
    query = {"query": "{ me { competences { label term source fromTitle } } }"}
    answer = browser.post("/graphql/", json.dumps(query), content_type="application/json")
    assert answer.json()["data"]["me"]["competences"] == [
        {"label": "Sælge", "term": "salg", "source": "own", "fromTitle": None}
    ]
