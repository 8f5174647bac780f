"""The reference as a page: complete, to be tried, in the portal's look and open to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override
from playwright.sync_api import Page

from cms.api.reference_view import sections
from cms.library.registry import declarations
from tests.support.browser import NewPage
from tests.support.site import LiveSite

HOST = "thisted.localhost"


@pytest.fixture
def page(nation: object) -> str:
    """As a newcomer reads it."""
    answer = Client(SERVER_NAME=HOST).get("/graphql/reference/")
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    return answer.content.decode()


def test_it_has_all_that_is_declared(page: str) -> None:
    for name, declaration in declarations().items():
        assert f'id="{name.replace("_", "-")}"' in page
        assert f"query {declaration.class_name}List" in page
    for heading in ("På tværs af typer", "Ændringer", "saveFavourite", "FIRST_PUBLISHED_AT"):
        assert heading in page


def test_every_answer_that_it_links_to_is_one(page: str) -> None:
    links = [unescape(link) for link in re.findall(r'href="(/graphql/\?[^"]+)"', page)]
    assert len(links) == len(declarations())
    for link in links:
        answer = Client(SERVER_NAME=HOST).get(link)
        assert answer.status_code == 200, answer.content
        assert "errors" not in answer.json()


def test_without_a_municipality_it_says_where_to_ask(nation: object) -> None:
    answer = Client(SERVER_NAME="localhost").get("/graphql/reference/")
    assert answer.status_code in {400, 404}


def test_it_is_in_the_readers_language(nation: object) -> None:
    found = []
    for language in ("da", "en", "ar"):
        with override(language):
            found.append({one.heading for one in sections(language)})
    assert found[0] != found[1] != found[2]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_everybody_can_read_it_and_try(
    size: str, live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]]
) -> None:
    browsing = new_page(size)
    browsing.goto(live_site.url("/graphql/reference/", "thisted"))
    for closed in browsing.locator(".reference details").all()[:3]:
        closed.locator("summary").click()
    assert axe(browsing) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browsing.evaluate(wide) <= 0

    browsing.locator(".reference__try a").first.click()
    browsing.wait_for_selector(".graphiql-container")
    shown = browsing.locator(".graphiql-query-editor").first
    shown.get_by_text("totalCount").first.wait_for()
