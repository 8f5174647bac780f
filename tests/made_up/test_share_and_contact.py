"""Sharing and asking on a made-up type: by page, by API, and at the owner's desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cms.capabilities.contact.models import Question
from cms.capabilities.share.models import Share
from cms.library.models import Item
from cms.municipalities.models import User
from cms.staff.access import welcome
from tests.made_up.test_rating import ask
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
PAGE = "/alt/en/"


@pytest.fixture
def item(make: Make) -> Item:
    return make("everything", whom="Bo på biblioteket")


def test_the_ways_that_need_no_scripts(item: Item, client_of: ClientOf) -> None:
    browser = client_of()
    ways = browser.get(f"{PAGE}share/del").content.decode()
    assert 'value="http://thisted.localhost/alt/en/"' in ways
    assert "mailto:?subject=en&amp;body=" in ways
    note = browser.get(f"{PAGE}share/seddel").content.decode()
    assert f'src="{PAGE}share/qr.svg"' in note
    code = browser.get(f"{PAGE}share/qr.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert "public" in code["Cache-Control"]
    for text in (ways, note):
        assert "https://" not in text.split("<main")[1].split("</main")[0]


def test_shared_shown_and_withdrawn(item: Item, nation: Nation, client_of: ClientOf) -> None:
    browser = client_of(nation.citizen())
    browser.post(f"{PAGE}share/", {"action": "share", "words": "Se <her>"})
    assert "Se &lt;her&gt;" in browser.get(PAGE).content.decode()
    assert "Se &lt;her&gt;" not in client_of(nation.citizen()).get(PAGE).content.decode()
    browser.post(f"{PAGE}share/", {"action": "stop"})
    assert not Share.objects.exists()


def test_the_api_shares_and_asks(item: Item, nation: Nation, client_of: ClientOf) -> None:
    browser = client_of(nation.citizen())
    share = f'mutation {{ shareWithAdviser(item: "{item.key}", words: "Se") {{ words }} }}'
    question = f'mutation {{ askAbout(item: "{item.key}", text: "Hvornår?") {{ id answer }} }}'
    for mutation in (share, question):
        code = ask(client_of(), mutation)["errors"][0]["extensions"]["code"]
        assert code == "LOGIN_REQUIRED"
    assert not Share.objects.exists() and not Question.objects.exists()
    answers = [ask(browser, mutation) for mutation in (share, share, question, question)]
    assert not any("errors" in one for one in answers)
    assert Share.objects.count() == Question.objects.count() == 1
    read = "share { words } ownQuestions { text } contactDetails { words }"
    found = ask(browser, f'{{ everything(slug: "en") {{ {read} }} }}')["data"]["everything"]
    assert found == {
        "share": {"words": "Se"},
        "ownQuestions": [{"text": "Hvornår?"}],
        "contactDetails": {"words": "Bo på biblioteket"},
    }


def test_a_question_waits_on_the_front_page_and_is_answered_at_the_desk(
    item: Item, nation: Nation, client_of: ClientOf
) -> None:
    browser = client_of(nation.citizen())
    browser.post(f"{PAGE}contact/", {"action": "ask", "text": "Er der kaffe?"})
    editor = User.objects.create(username="editor")
    welcome(editor, "national_editor", nation.owner)
    staff = Client(SERVER_NAME="localhost")
    staff.force_login(editor)
    desk = reverse("editor_desk", args=["everything", item.pk, "contact"])
    assert desk in staff.get("/admin/").content.decode()
    assert "Er der kaffe?" in staff.get(desk).content.decode()
    question = Question.objects.get()
    staff.post(desk, {"action": "answer", "question": question.pk, "text": "Ja, masser"})
    assert "Ja, masser" in browser.get(PAGE).content.decode()
    assert "Ja, masser" in browser.get("/indbakke/").content.decode()
    assert desk not in staff.get("/admin/").content.decode()


def test_a_stranger_does_not_answer(item: Item, nation: Nation, client_of: ClientOf) -> None:
    client_of(nation.citizen()).post(f"{PAGE}contact/", {"action": "ask", "text": "Hvornår?"})
    stranger = User.objects.create(username="stranger")
    welcome(stranger, "municipal_editor", nation.aarhus)
    staff = Client(SERVER_NAME="localhost")
    staff.force_login(stranger)
    desk = reverse("editor_desk", args=["everything", item.pk, "contact"])
    answer = {"action": "answer", "question": Question.objects.get().pk, "text": "Nu"}
    assert staff.post(desk, answer).status_code in (302, 403, 404)
    assert "Hvornår?" not in staff.get(desk).content.decode()
    assert Question.objects.get().answer == ""
