"""The questions on their screens: saved, skipped, left for later; the profile after them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import set_script_prefix

from cms.citizens import screening
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.models import Answer, Citizen

FIRST, SECOND = "/om-dig/spoergsmaal/language/", "/om-dig/spoergsmaal/looking_for/"


@pytest.fixture
def browser_of_karoline(karoline: Citizen, frame: None) -> Client:
    set_script_prefix("/")
    client = Client(HTTP_HOST="thisted.localhost:8000")
    session = client.session
    session["citizen_id"] = karoline.pk
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()
    content: str = answer.content.decode()
    return content


def test_who_is_not_logged_in_logs_in_first_and_comes_back(frame: None, thisted: Any) -> None:
    set_script_prefix("/")
    answer = Client(HTTP_HOST="thisted.localhost:8000").get(SECOND)
    assert answer["Location"] == f"/log-ind/?next={SECOND.replace('/', '%2F')}"


def test_the_start_says_what_is_asked(browser_of_karoline: Client) -> None:
    text = text_of(browser_of_karoline.get("/om-dig/"))
    assert "Velkommen, Karoline" in text
    assert f'href="{FIRST}"' in text


def test_an_answer_is_saved_and_the_next_question_comes(
    browser_of_karoline: Client, karoline: Citizen
) -> None:
    answer = browser_of_karoline.post(SECOND, {"answer": ["fulltime", "flexjob"]})
    assert answers_of(karoline) == {"looking_for": ["fulltime", "flexjob"]}
    assert answer["Location"] == "/om-dig/spoergsmaal/interests/"


def test_a_question_shows_what_was_answered_before(
    browser_of_karoline: Client, karoline: Citizen
) -> None:
    save_answers(karoline, {"looking_for": ["flexjob"]})
    text = text_of(browser_of_karoline.get(SECOND))
    assert text.count("checked") == 1
    assert 'value="flexjob"' in text


def test_a_question_can_be_skipped(browser_of_karoline: Client, karoline: Citizen) -> None:
    answer = browser_of_karoline.post(FIRST, {"action": "skip", "answer": "en"})
    assert answer["Location"] == SECOND
    assert not Answer.objects.exists()
    karoline.refresh_from_db()
    assert karoline.screening_skipped == ["language"]
    assert screening.progress(karoline).next == "looking_for"


def test_an_empty_answer_counts_as_skipped(browser_of_karoline: Client, karoline: Citizen) -> None:
    browser_of_karoline.post(FIRST, {})
    karoline.refresh_from_db()
    assert karoline.screening_skipped == ["language"]


def test_one_can_stop_and_go_on_later(browser_of_karoline: Client, karoline: Citizen) -> None:
    answer = browser_of_karoline.post(FIRST, {"answer": "en", "action": "later"})
    assert answer["Location"] == "/om-dig/senere/"
    assert browser_of_karoline.get("/om-dig/senere/")["Location"] == "/"
    assert answers_of(karoline) == {"language": ["en"]}
    assert f'href="{SECOND}"' in text_of(browser_of_karoline.get("/min-profil/"))


def test_all_questions_lead_to_thanks(browser_of_karoline: Client, karoline: Citizen) -> None:
    for name in screening.questions():
        answer = browser_of_karoline.post(f"/om-dig/spoergsmaal/{name}/", {"action": "skip"})
    assert answer["Location"] == "/om-dig/faerdig/"
    karoline.refresh_from_db()
    assert karoline.screening_finished_at is not None
    assert "Tak, Karoline" in text_of(browser_of_karoline.get("/om-dig/faerdig/"))


def test_a_wrong_answer_is_explained_beside_the_question(browser_of_karoline: Client) -> None:
    address = "/om-dig/spoergsmaal/birth_year/"
    text = text_of(browser_of_karoline.post(address, {"answer": "<b>old</b>"}), 422)
    assert "Skriv et helt tal" in text
    assert "<b>old</b>" not in text
    assert 'aria-invalid="true"' in text
    assert not Answer.objects.exists()


def test_a_choice_that_is_not_offered_is_refused(browser_of_karoline: Client) -> None:
    text_of(browser_of_karoline.post(SECOND, {"answer": ["gold"]}), 422)
    assert not Answer.objects.exists()


def test_a_sensitive_answer_needs_consent(browser_of_karoline: Client, karoline: Citizen) -> None:
    address = "/om-dig/spoergsmaal/challenges/"
    text = text_of(browser_of_karoline.post(address, {"answer": ["reading"]}), 422)
    assert "hvis vi må bruge dit svar" in text
    assert not Answer.objects.exists()
    browser_of_karoline.post(address, {"answer": ["reading"], "consent": "on"})
    assert answers_of(karoline) == {"challenges": ["reading"]}


def test_choosing_a_language_turns_the_pages_to_it(
    browser_of_karoline: Client, karoline: Citizen
) -> None:
    answer = browser_of_karoline.post(FIRST, {"answer": "ar"})
    assert answer.cookies["language"].value == "ar"
    text = text_of(browser_of_karoline.get(SECOND))
    assert 'dir="rtl"' in text
    assert "عمّ تبحث؟" in text


@pytest.mark.parametrize("name", screening.questions())
def test_every_question_has_its_screen(browser_of_karoline: Client, name: str) -> None:
    text = text_of(browser_of_karoline.get(f"/om-dig/spoergsmaal/{name}/"))
    assert text.count("<h1") == 1
    assert "Spring over" in text


@pytest.mark.parametrize("name", ["age", "shoe_size"])
def test_what_is_not_asked_is_not_found(browser_of_karoline: Client, name: str) -> None:
    assert browser_of_karoline.get(f"/om-dig/spoergsmaal/{name}/").status_code == 404
    assert browser_of_karoline.get(f"/min-profil/svar/{name}/").status_code == 404


def test_the_profile_shows_answers_with_their_purpose(
    browser_of_karoline: Client, karoline: Citizen
) -> None:
    save_answers(karoline, {"looking_for": ["flexjob"], "unemployed_since": "2026-03-01"})
    text = text_of(browser_of_karoline.get("/min-profil/"))
    assert "Fleksjob" in text
    assert "1. marts 2026" in text
    assert "din jobrådgiver" in text


def test_an_answer_can_be_changed_and_removed(
    browser_of_karoline: Client, karoline: Citizen
) -> None:
    address = "/min-profil/svar/looking_for/"
    assert browser_of_karoline.post(address, {"answer": ["flexjob"]})["Location"] == "/min-profil/"
    assert answers_of(karoline) == {"looking_for": ["flexjob"]}
    browser_of_karoline.post(address, {"forget": "1"})
    assert answers_of(karoline) == {}


def test_one_can_take_everything_along(browser_of_karoline: Client, karoline: Citizen) -> None:
    save_answers(karoline, {"birth_year": 1987})
    answer = browser_of_karoline.get("/min-profil/hent/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["answers"][0]["values"] == [1987]


def test_one_can_erase_everything(browser_of_karoline: Client, karoline: Citizen) -> None:
    save_answers(karoline, {"birth_year": 1987})
    assert "fortrydes" in text_of(browser_of_karoline.get("/min-profil/slet/"))
    assert Citizen.objects.exists()
    text_of(browser_of_karoline.post("/min-profil/slet/"))
    assert not Citizen.objects.exists()
    assert not Answer.objects.exists()
    assert browser_of_karoline.get("/").content == b"nobody"


def test_personal_pages_are_never_cached(browser_of_karoline: Client) -> None:
    for path in ("/om-dig/", FIRST, "/min-profil/", "/min-profil/hent/"):
        assert "no-store" in browser_of_karoline.get(path)["Cache-Control"]
