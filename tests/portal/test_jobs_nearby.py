"""The list of jobs: a room that is a list, near a postcode, by kind, unsolicited, or everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.support.sites import opened

ROOM = "/ledige-stillinger/"
THISTED = {"place": "Storegade 1, 7700 Thisted", "place_latitude": 56.95, "place_longitude": 8.69}
AARHUS = {"place": "Åboulevarden 1, 8000", "place_latitude": 56.16, "place_longitude": 10.2}


@pytest.fixture
def nation(db: None) -> Nation:
    made = small_nation()
    opened(made.thisted)
    for slug, values in {
        "bager": {**THISTED, "employment": "full_time"},
        "smed": {**AARHUS, "employment": "flex_job"},
        "bud": {"employment": "full_time", "opening": "unsolicited"},
    }.items():
        make_item("job", slug, made.owner, summary=slug, employer="Værket", **values)
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"bager", "smed", "bud"}),
        ({"postnummer": "7700", "radius": "25"}, {"bager"}),
        ({"postnummer": "DK-8000 Aarhus"}, {"smed"}),
        ({"postnummer": "7700", "radius": "a lot"}, {"bager"}),
        ({"postnummer": "", "radius": "10"}, {"bager", "smed", "bud"}),
        ({"postnummer": "7700", "employment": "flex_job"}, set()),
        ({"employment": "full_time"}, {"bager", "bud"}),
        ({"opening": "unsolicited"}, {"bud"}),
        ({"postnummer": "0000"}, {"bager", "smed", "bud"}),
    ],
)
def test_what_one_asks_for(nation: Nation, asked: dict[str, Any], found: set[str]) -> None:
    page = Client(SERVER_NAME="thisted.localhost").get(ROOM, asked).content.decode()
    assert {slug for slug in ("bager", "smed", "bud") if f"/job/{slug}/" in page} == found


def test_a_postcode_that_is_not_known_is_said_beside_its_field(nation: Nation) -> None:
    browser = Client(SERVER_NAME="thisted.localhost")
    page = browser.get(ROOM, {"postnummer": '"><script>'}).content.decode()
    assert "Vi kender ikke det postnummer" in page and "<script>&quot;" not in page
    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert 'details class="facets" open' in page


def test_where_one_seeks_stays_with_the_other_choices_and_can_be_taken_off(nation: Nation) -> None:
    browser = Client(SERVER_NAME="thisted.localhost")
    asked = {"postnummer": "7700", "radius": "50", "employment": "full_time"}
    page = browser.get(ROOM, asked).content.decode()
    assert "Højst 50 km fra Thisted" in page
    assert 'href="?employment=full_time"' in page, "without the place"
    assert 'href="?postnummer=7700&amp;radius=50"' in page, "without the kind"


def test_a_list_without_places_asks_for_none(nation: Nation) -> None:
    page = Client(SERVER_NAME="thisted.localhost").get("/artikler/").content.decode()
    assert "postnummer" not in page
