"""The way to a made-up type's place: by page and by API, and that nothing is kept of anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cms.library.models import Item
from tests.made_up.test_rating import ask
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
WAY = "/alt/en/place/vej"
THISTED = {"meeting_point_latitude": 56.9552, "meeting_point_longitude": 8.6949}
HURUP = {"meeting_point_latitude": 56.7490, "meeting_point_longitude": 8.4200}
SKAGEN = {"meeting_point_latitude": 57.7209, "meeting_point_longitude": 10.5839}


@pytest.fixture
def item(make: Make) -> Item:
    return make("everything", meeting_point="Asylgade 30, 7700 Thisted", **THISTED)


def test_far_and_near(item: Item, make: Make, client_of: ClientOf) -> None:
    make("everything", "i-hurup", meeting_point="Hurup", **HURUP)
    make("everything", "i-skagen", meeting_point="Skagen", **SKAGEN)
    shown = client_of().post(WAY, {"postcode": "7760"})
    text = shown.content.decode()
    assert "ca. 28 km fra Hurup Thy" in text
    assert "/alt/i-hurup/" in text
    assert "/alt/i-skagen/" not in text
    assert "7760" not in str(shown.cookies) + str(client_of().session.items())


def test_another_map_is_a_link_and_nothing_more(item: Item, client_of: ClientOf) -> None:
    text = client_of().get(WAY).content.decode()
    assert 'href="geo:56.9552,8.6949"' in text
    [link] = [part for part in text.split("<a ") if "openstreetmap" in part]
    assert "noreferrer" in link
    assert text.count("openstreetmap") == 1


@pytest.mark.parametrize("written", ["0000", "syv", "77000000"])
def test_an_unknown_postcode_is_said_so(item: Item, client_of: ClientOf, written: str) -> None:
    text = client_of().post(WAY, {"postcode": written}).content.decode()
    assert 'aria-invalid="true"' in text
    assert "place__distance" not in text


def test_without_a_place_nothing_is_shown(make: Make, client_of: ClientOf) -> None:
    make("everything")
    assert "place-heading" not in client_of().get("/alt/en/").content.decode()


def test_how_far_from_the_citizens_municipality(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    nation.thisted.latitude, nation.thisted.longitude = 56.7490, 8.4200
    nation.thisted.save()
    text = client_of(nation.citizen()).get("/alt/en/").content.decode()
    assert "ca. 28 km i lige linje fra midten af kommunen" in text


def test_the_api_measures(item: Item, client_of: ClientOf) -> None:
    read = '{ everything(slug: "en") { distance(postcode: "%s") directions } }'
    found = ask(client_of(), read % "7760")["data"]["everything"]
    assert found["distance"] == pytest.approx(28.4, abs=0.3)
    assert "56.9552" in found["directions"]
    assert ask(client_of(), read % "x")["errors"][0]["extensions"]["code"] == "BAD_INPUT"
