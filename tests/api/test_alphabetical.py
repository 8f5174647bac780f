"""Lists by title stand in Danish alphabetical order: both ways, on every page, in own words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cms.library.models import Overlay, Translation
from cms.municipalities.models import Municipality
from cms.shared.alphabet import alphabetical
from tests.api.conftest import request_of
from tests.api.test_differential import both_ways_for
from tests.search.library import item, municipality

pytestmark = pytest.mark.django_db
TITLES = (
    "Ælte brød|Aabenraa på cykel|zoo for begyndere|Ørsted|«Årets» kursus|ÅBNE DATA|åbne data|"
    "Café og kaffe|cafe|Übung|yoga|1. hjælp|Énergi|Edb|Älskling|Øl, Ærter og Åkander"
).split("|")
PAGED = """
query ($after: String) { courses(first: 3, after: $after, orderBy: [%s]) {
  nodes { title } edges { cursor } pageInfo { hasNextPage endCursor } } }
"""


@pytest.fixture
def thisted() -> Municipality:
    for title in TITLES:
        item(title)
    return municipality("0787")


def pages(here: Municipality, order: str, language: str = "da") -> list[str]:
    """The titles of page after page, when both ways agree of each."""
    found: list[str] = []
    after, is_more = None, True
    while is_more:
        planned, executed, way = both_ways_for(
            lambda: request_of(here), PAGED % order, {"after": after}, language
        )
        assert (planned, way) == (executed, "compiled"), planned
        page = planned["data"]["courses"]
        found += [node["title"] for node in page["nodes"]]
        after, is_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


def test_pages_follow_one_another_in_alphabetical_order(thisted: Municipality) -> None:
    assert pages(thisted, "TITLE") == sorted(TITLES, key=alphabetical)
    assert pages(thisted, "TITLE_DESC, SLUG") == sorted(TITLES, key=alphabetical, reverse=True)


def test_what_a_municipality_calls_it_decides(thisted: Municipality) -> None:
    yoga = next(one for one in _courses() if one.title == "yoga")
    Overlay.objects.create(municipality=thisted, item=yoga, values={"title": "Åndedræt"})
    own = ["Åndedræt" if title == "yoga" else title for title in TITLES]
    assert pages(thisted, "TITLE") == sorted(own, key=alphabetical)
    assert pages(municipality("0751"), "TITLE") == sorted(TITLES, key=alphabetical)


def test_readers_of_another_language_meet_its_words_in_order(thisted: Municipality) -> None:
    baking = next(one for one in _courses() if one.title == "Ælte brød")
    Translation.objects.create(
        item=baking, language="en", values={"title": "Baking bread"}, is_shown=True
    )
    said = ["Baking bread" if title == "Ælte brød" else title for title in TITLES]
    assert pages(thisted, "TITLE", "en") == sorted(said, key=alphabetical)


def test_a_cursor_from_before_the_rule_is_refused(thisted: Municipality) -> None:
    old = json.dumps(["0f3c2a91", "yoga", 1]).encode().hex().upper()
    planned, executed, _way = both_ways_for(
        lambda: request_of(thisted), PAGED % "TITLE", {"after": old}, "da"
    )
    assert planned["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
    assert executed["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


def _courses() -> list[Any]:
    from cms.library.registry import item_model

    return list(item_model("course").objects.everything("a test"))
