"""Light or dark and the size of the letters: chosen by anybody, kept on the device alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/tekst-og-farver/"


@pytest.fixture
def visitor(nation: Path) -> Client:
    """A browser in Thisted."""
    return Client(headers={"host": "thisted.localhost"})


def root(client: Client, path: str = "/") -> dict[str, str]:
    """What the page says of how it is to be shown."""
    html = BeautifulSoup(client.get(path).content, "html.parser").html
    assert html
    return {name: str(html[f"data-{name}"]) for name in ("look", "text")}


def test_nothing_chosen_is_as_the_device_is_and_keeps_nothing(visitor: Client) -> None:
    assert root(visitor) == {"look": "device", "text": "normal"}
    assert "visning" not in visitor.cookies


def test_what_is_chosen_is_seen_on_every_page_and_can_be_undone(visitor: Client) -> None:
    answer = visitor.post(PAGE, {"look": "dark", "text": "largest"}, follow=True)
    assert "Sådan ser siden ud på denne skærm nu." in answer.content.decode()
    for path in ("/", PAGE, "/hjaelp/", "/kurser/"):
        assert root(visitor, path) == {"look": "dark", "text": "largest"}
    cookie = visitor.cookies["visning"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark.largest", "Lax", True)
    chosen = BeautifulSoup(visitor.get(PAGE).content, "html.parser").select("input[checked]")
    assert [one["value"] for one in chosen] == ["largest", "dark"]
    visitor.post(PAGE, {"look": "device", "text": "normal"})
    assert visitor.cookies["visning"].value == ""
    assert root(visitor) == {"look": "device", "text": "normal"}


@pytest.mark.parametrize("cookie", ["x", "dark", "dark.huge", '"><script>', "." * 4000])
def test_nonsense_in_the_cookie_is_as_nothing_chosen(visitor: Client, cookie: str) -> None:
    visitor.cookies["visning"] = cookie
    assert root(visitor)["text"] == "normal"
    assert root(visitor)["look"] in {"dark", "device"}


def test_nonsense_sent_is_as_nothing_chosen(visitor: Client) -> None:
    visitor.post(PAGE, {"look": "pink", "text": "tiny"})
    assert root(visitor) == {"look": "device", "text": "normal"}


def test_the_way_there_stands_on_every_page(visitor: Client) -> None:
    for path in ("/", "/hjaelp/", "/kurser/"):
        assert f'href="{PAGE}"' in visitor.get(path).content.decode()
