"""The item's page shows what is like it; a search follows editors, and is never a dead end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.library.models import Item, ShelfChoice
from cms.municipalities.models import Municipality
from cms.search.errors import IndexUnusable
from cms.search.models import Miss
from cms.search.wordbook.services import add_item, let_mean_the_same, recommend
from tests.portal.visits import paths_of, visit

pytestmark = pytest.mark.django_db
NONSENSE = "xqzwvk"


@pytest.fixture
def here(nation: Path) -> Municipality:
    """Vejen, which is open."""
    return Municipality.objects.get(slug="vejen")


def soup(path: str, **query: str) -> BeautifulSoup:
    answer = visit("vejen", path, **query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def alike(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.select(".item-alike .card__title a")]


def test_an_items_page_shows_what_is_like_it_from_the_own_shelf_and_never_itself(
    here: Municipality,
) -> None:
    own, _others = paths_of("vejen")
    shown = {path: alike(soup(path)) for path in sorted(own)[::12][:8]}
    assert any(shown.values())
    for path, links in shown.items():
        assert set(links) <= own - {path}
        assert len(links) == len(set(links)) <= 3


def test_what_a_municipality_leaves_out_is_not_shown_as_alike(here: Municipality) -> None:
    own, _others = paths_of("vejen")
    path = next(path for path in sorted(own)[::7] if alike(soup(path)))
    slug = alike(soup(path))[0].rstrip("/").rpartition("/")[2]
    item = Item.objects.on_shelf_of(here).get(slug=slug)
    Item.objects.everything("test").filter(pk=item.pk).update(sharing="offered")
    ShelfChoice.objects.update_or_create(
        municipality=here, item=item, defaults={"taken": False, "pinned": False}
    )
    assert slug not in " ".join(alike(soup(path)))


def test_what_is_alike_costs_a_page_few_questions(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, _others = paths_of("vejen")
    for path in [path for path in sorted(own)[::7] if alike(soup(path))][:5]:
        with CaptureQueriesContext(connection) as whole:
            soup(path)
        with monkeypatch.context() as without:
            without.setattr("cms.portal.neighbours.alike", lambda *_arguments: [])
            with CaptureQueriesContext(connection) as bare:
                soup(path)
        # How far the index is, the items of whatever types, and what capabilities know of them.
        assert len(whole) - len(bare) <= 3


def test_an_items_page_stands_while_the_search_is_away(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: Any) -> None:
        raise IndexUnusable("gone")

    monkeypatch.setattr("cms.portal.found.similar_to", away)
    own, _others = paths_of("vejen")
    assert alike(soup(min(own))) == []


def test_a_search_says_so_while_it_gives_no_answer(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: Any) -> None:
        raise IndexUnusable("gone")

    monkeypatch.setattr("cms.portal.views.search.search_for", away)
    answer = visit("vejen", "/soeg/", q="job")
    assert answer.status_code == 503
    assert "Søgningen holder en kort pause" in answer.content.decode()


def test_a_search_that_finds_nothing_says_what_to_do_and_shows_no_empty_filters(
    here: Municipality,
) -> None:
    page = soup("/soeg/", q=NONSENSE)
    assert NONSENSE in page.select_one(".nothing-found h2").text  # type: ignore[union-attr]
    assert page.select(".nothing-found__ways li")
    assert page.select(".nothing-found .chips a")
    assert page.select(".card")
    assert not page.select(".facets")
    assert Miss.objects.get().words == NONSENSE


def test_where_filters_took_everything_away_one_press_searches_in_all(here: Municipality) -> None:
    page = soup("/soeg/", q="job", topics="findes-ikke")
    links = [str(link["href"]) for link in page.select(".nothing-found a.button")]
    assert links == ["?q=job"]
    assert page.select(".facets")
    assert not Miss.objects.exists()


def test_editors_words_are_followed_by_the_next_search(here: Municipality) -> None:
    item = Item.objects.on_shelf_of(here).order_by("-pk").first()
    assert item is not None
    add_item(recommend(here, [NONSENSE]), item)
    page = soup("/soeg/", q=NONSENSE)
    first = page.select_one(".card")
    assert first is not None
    assert item.listed_title in first.text
    assert "Anbefalet" in first.text
    typed = visit("vejen", "/soeg/forslag/", q=NONSENSE[:4]).json()["suggestions"]
    assert typed == [item.listed_title]
    let_mean_the_same(here, ["qwkzzz", "job"])
    assert len(soup("/soeg/", q="qwkzzz").select(".card")) > 3
    assert soup("/soeg/", q="qwkzzz").select(".facets")
