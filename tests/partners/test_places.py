"""A place has its point when somebody writes it: two numbers, in Denmark."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.library.models import Item
from tests.partners.test_pages import EVENT, client_of, only_item, url
from tests.submissions.conftest import Town, town

__all__ = ["town"]
SMITHY = {"place": "Smedjevej 1, Vejen"}


@pytest.fixture
def smed(town: Town) -> Client:
    return client_of(town["smed"])


@pytest.mark.parametrize(
    ("north", "east"), [("55.4771", "9.137"), (" 55,4771° ", "9,137"), ("55.4771", "9,137")]
)
def test_the_point_is_kept_and_shown_again(smed: Client, north: str, east: str) -> None:
    point = {"place_latitude": north, "place_longitude": east}
    smed.post(url("write", "company_event"), EVENT | SMITHY | point)
    item = only_item()
    assert (item.place_latitude, item.place_longitude) == (55.4771, 9.137)
    page = smed.get(url("mend", "company_event", item.pk)).content.decode()
    assert 'value="55.4771"' in page or 'value="55,4771"' in page
    assert "højreklik" in page


def test_it_may_be_left_out_and_taken_away(smed: Client) -> None:
    smed.post(url("write", "company_event"), EVENT | SMITHY)
    item = only_item()
    assert (item.place_latitude, item.place_longitude) == (None, None)
    point = {"place_latitude": "55.4771", "place_longitude": "9.137"}
    smed.post(url("mend", "company_event", item.pk), EVENT | SMITHY | point)
    assert only_item().place_latitude == 55.4771
    smed.post(url("mend", "company_event", item.pk), EVENT | SMITHY)
    assert only_item().place_latitude is None


@pytest.mark.parametrize(
    ("north", "east", "wrong", "said"),
    [
        ("9.137", "55.4771", "place_latitude", "byttet om"),
        ("55.4771", "2.35", "place_longitude", "fra 8,00 til 15,25"),
        ("55.4771", "", "place_longitude", "Skriv begge tal"),
        ("", "9.137", "place_latitude", "Skriv begge tal"),
        ("nordpå", "9.137", "place_latitude", "Skriv ét tal som 55,50"),
        ("nan", "9.137", "place_latitude", "ikke i Danmark"),
        ("55.4771, 9.137", "9.137", "place_latitude", "Skriv ét tal"),
    ],
)
def test_what_is_no_place_in_denmark_is_refused_at_its_field(
    smed: Client, north: str, east: str, wrong: str, said: str
) -> None:
    point = {"place_latitude": north, "place_longitude": east}
    answer = smed.post(url("write", "company_event"), EVENT | SMITHY | point)
    assert answer.status_code == 422
    (text,) = answer.context["form"].errors[wrong]
    assert said in text
    assert "Smedjevej 1" in answer.content.decode()
    assert not Item.objects.everything("test").exists()
