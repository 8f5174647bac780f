"""A question gets the same items in the same order at portal, GraphQL and search (point 5)."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from django.utils import translation

from cms.library.models import Item
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from cms.personalisation.viewer import Viewer
from cms.portal.views.search import PAGE_SIZE
from cms.search.services import query_for, search
from tests.acceptance.declarations.doors import Portal, alike, cards, person

pytestmark = pytest.mark.django_db
FEWEST = {"kursus i dansk": 5, "jobsamtale": 5, "job på et lager": 3, "": 50}
SEARCH = """
query ($words: String!, $page: Int!, $first: Int!) {
  search(words: $words, page: $page, first: $first) {
    totalCount
    nodes { id slug title }
  }
}
"""


@pytest.fixture
def thisted(nation: Path) -> Municipality:
    """Thisted, in the demo nation."""
    return Municipality.objects.get(slug="thisted")


def test_same_items_in_the_same_order(thisted: Municipality) -> None:
    """Every page, for a citizen like Nadia, for one of Thisted's own, and for a visitor."""
    for citizen in (alike(person("nadia"), thisted), person("karoline"), None):
        viewer = Viewer(thisted, citizen, language=citizen.language if citizen else "da")
        portal = Portal(thisted, citizen)
        for words, fewest in FEWEST.items():
            by_search = from_search(viewer, words)
            place = f"{citizen} asks for {words!r}"
            assert len(by_search) >= fewest, place
            assert len(set(by_search)) == len(by_search), f"{place}: an item comes twice"
            assert from_pages(portal, words) == by_search, place
            assert from_graphql(portal, words) == by_search, place


def test_who_asks_matters(thisted: Municipality) -> None:
    """Otherwise the comparison above would not notice a door that forgets the citizen."""
    nadia = alike(person("nadia"), thisted)
    orders = {
        tuple(from_search(Viewer(thisted, citizen, language="da"), "kursus i dansk"))
        for citizen in (nadia, None)
    }
    assert len(orders) == 2


def test_page_and_graphql_say_the_same_titles(thisted: Municipality) -> None:
    """The municipality's own words stand in every door."""
    portal = Portal(thisted)
    said = [card.title for card in cards(portal.page("/soeg/", q="kursus i dansk"))]
    found = portal.ask(SEARCH, words="kursus i dansk", page=1, first=PAGE_SIZE)["search"]
    assert said
    assert [node["title"] for node in found["nodes"]] == said


def from_search(viewer: Viewer, words: str) -> list[str]:
    """What the search service finds, page by page."""
    names: list[str] = []
    for page in count(1):
        with translation.override(viewer.language):
            found = search(query_for(viewer, words, page=page, size=PAGE_SIZE))
        names += named([hit.item_id for hit in found.hits])
        if page * PAGE_SIZE >= found.total:
            assert len(names) == found.total
            return names
    raise AssertionError


def named(keys: list[int]) -> list[str]:
    """The items' names, as addresses say them."""
    with everything("test"):
        found = Item.objects.in_bulk(keys)
    return [f"{found[key].type_name}/{found[key].slug}" for key in keys]


def from_pages(portal: Portal, words: str) -> list[str]:
    """What the search page shows, page by page, until it offers no further one."""
    names: list[str] = []
    for page in count(1):
        shown = portal.page("/soeg/", q=words, side=page)
        names += [card.name for card in cards(shown)]
        if 'rel="next"' not in shown:
            return names
    raise AssertionError


def from_graphql(portal: Portal, words: str) -> list[str]:
    """What GraphQL's search answers, page by page."""
    names: list[str] = []
    for page in count(1):
        found = portal.ask(SEARCH, words=words, page=page, first=PAGE_SIZE)["search"]
        names += [f"{node['id'].split(':')[0]}/{node['slug']}" for node in found["nodes"]]
        if page * PAGE_SIZE >= found["totalCount"]:
            return names
    raise AssertionError
