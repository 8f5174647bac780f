"""Stars on a made-up type: by page and by API, read by a person at its owner's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.capabilities.rating.models import Rating
from cms.library.models import Item
from cms.municipalities.models import User
from cms.staff.access import welcome
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
PAGE = "/alt/en/"


@pytest.fixture
def item(make: Make) -> Item:
    return make("everything")


def ask(client: Client, query: str) -> Any:
    answer = client.post(
        "/graphql/",
        json.dumps({"query": query}),
        content_type="application/json",
        headers={"X-Requested-With": "test"},
    )
    return answer.json()


def test_stars_words_and_a_persons_yes(item: Item, nation: Nation, client_of: ClientOf) -> None:
    karoline = nation.citizen()
    browser = client_of(karoline)
    given = {"action": "rate", "stars": "4", "words": "Det var klart & kort"}
    browser.post(f"{PAGE}rating/", given)
    assert not Rating.objects.exists(), "only whoever has done it"
    browser.post(f"{PAGE}completion/", {"action": "finish"})
    browser.post(f"{PAGE}rating/", given)
    assert "Det var klart" not in client_of().get(PAGE).content.decode()

    editor = User.objects.create(username="editor")
    welcome(editor, "national_editor", nation.owner)
    desk = reverse("editor_desk", args=["everything", item.pk, "rating"])
    staff = Client(SERVER_NAME="localhost")
    staff.force_login(editor)
    assert "klart &amp; kort" in staff.get(desk).content.decode()
    staff.post(desk, {"action": "show", "rating": Rating.objects.get().pk})
    shown = client_of().get(PAGE).content.decode()
    assert "klart &amp; kort" in shown
    assert karoline.display_name == "" or karoline.display_name not in shown


def test_the_api_gives_repeats_and_refuses(item: Item, nation: Nation, client_of: ClientOf) -> None:
    browser = client_of(nation.citizen())
    rate = f'mutation {{ rate(item: "{item.key}", stars: 5, words: "Fint") {{ stars state }} }}'
    assert ask(browser, rate)["errors"][0]["extensions"]["code"] == "RATING_REFUSED"
    assert ask(client_of(), rate)["errors"][0]["extensions"]["code"] == "LOGIN_REQUIRED"
    ask(browser, f'mutation {{ complete(item: "{item.key}") {{ startedAt }} }}')
    for _time in range(2):
        assert ask(browser, rate)["data"]["rate"] == {"stars": 5, "state": "waiting"}
    wrong = rate.replace("stars: 5", "stars: 6")
    assert ask(browser, wrong)["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    [row] = Rating.objects.all()
    assert row.stars == 5
    wanted = "rating { average count words { words } } ownRating { stars }"
    read = f'{{ everything(slug: "en") {{ {wanted} }} }}'
    found = ask(browser, read)["data"]["everything"]
    assert found == {
        "rating": {"average": None, "count": None, "words": []},
        "ownRating": {"stars": 5},
    }
