"""A list on a map: a sign for each town, which leads to what is there; other choices stay."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.support.sites import opened

ROOM = "/ledige-stillinger/"
THISTED = {"place": "Storegade 1, 7700 Thisted", "place_latitude": 56.95, "place_longitude": 8.69}
AARHUS = {"place": "Åboulevarden 1, 8000", "place_latitude": 56.16, "place_longitude": 10.2}
SIGN = re.compile(r'<a class="country-map__sign" href="([^"]*)" aria-label="([^"]*)"')


@pytest.fixture
def browser(db: None) -> Client:
    nation: Nation = small_nation()
    opened(nation.thisted)
    for slug, values in {
        "bager": {**THISTED, "employment": "full_time"},
        "smed": {**AARHUS, "employment": "flex_job"},
        "svend": {**AARHUS, "employment": "full_time"},
        "bud": {"employment": "full_time"},
    }.items():
        make_item("job", slug, nation.owner, summary=slug, employer="Værket", **values)
    return Client(SERVER_NAME="thisted.localhost")


def signs(page: str) -> dict[str, str]:
    return {unescape(label): unescape(url) for url, label in SIGN.findall(page)}


def seen(browser: Client, **asked: Any) -> str:
    answer = browser.get(ROOM, {"vis": "kort", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_sign_leads_to_what_is_there(browser: Client) -> None:
    page = seen(browser)
    found = signs(page)
    assert list(found) == ["Aarhus C: 2 resultater", "Thisted: 1 resultat"]
    assert "1 står kun i listen, for det har intet sted på kortet." in page
    there = browser.get(ROOM + found["Aarhus C: 2 resultater"]).content.decode()
    assert "/job/smed/" in there and "/job/svend/" in there
    assert "/job/bager/" not in there and "/job/bud/" not in there
    assert list(signs(there)) == ["Aarhus C: 2 resultater"]


def test_other_choices_stay_on_the_map_and_the_map_stays_with_other_choices(
    browser: Client,
) -> None:
    page = seen(browser, employment="full_time")
    assert list(signs(page)) == ["Aarhus C: 1 resultat", "Thisted: 1 resultat"]
    assert all("employment=full_time" in url and "vis=kort" in url for url in signs(page).values())
    assert '<input type="hidden" name="vis" value="kort">' in page


def test_the_list_has_no_map_until_one_asks(browser: Client) -> None:
    page = browser.get(ROOM, {"employment": "full_time"}).content.decode()
    assert not signs(page)
    assert 'href="?employment=full_time&amp;vis=kort"' in page


def test_what_has_no_place_has_no_map(browser: Client) -> None:
    page = browser.get("/artikler/", {"vis": "kort"}).content.decode()
    assert "country-map" not in page and "På kort" not in page


def test_nothing_on_the_map_says_where_it_is(browser: Client) -> None:
    page = seen(browser, employment="flex_job", postnummer="7700", radius="10")
    assert not signs(page)
    assert "Vi fandt ikke noget" in page
