"""RSS and Atom for each declared type: whole, in the municipality's words, and nobody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cms.library.models import Item, Overlay
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from tests.portal.visits import parsed, paths_of, type_paths, visit

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 12


def links(municipality: str, path: str, form: str) -> set[str]:
    """The addresses in a feed, without the host."""
    feed = parsed(visit(municipality, f"/{path}/feed.{form}"))
    if form == "rss":
        found = [item.findtext("link", "") for item in feed.iter("item")]
    else:
        found = [entry.findtext(f"{ATOM}id", "") for entry in feed.iter(f"{ATOM}entry")]
    host = f"http://{municipality}.localhost"
    assert all(one.startswith(host) for one in found)
    return {one.removeprefix(host) for one in found}


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_no_feed_shows_what_another_municipality_keeps(nation: Path, form: str) -> None:
    for municipality in ("thisted", "vejen"):
        shelf, foreign = paths_of(municipality)
        assert foreign
        shown = set().union(*(links(municipality, path, form) for path in type_paths()))
        assert shown
        assert shown <= shelf


def test_a_private_item_stands_in_its_owners_feed_only(nation: Path) -> None:
    thisted = Municipality.objects.get(slug="thisted")
    with everything("test"):
        found = next(
            item
            for model in item_models().values()
            for item in model.objects.filter(owner_id=thisted.pk, live=True)[:1]
        )
        Item.objects.filter(pk=found.pk).update(sharing="private")
    path = found.declaration.settings.path
    address = f"/{path}/{found.slug}/"
    assert address in links("thisted", path, "rss")
    assert address not in links("vejen", path, "rss")


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_few_queries(nation: Path, form: str, django_assert_max_num_queries: Any) -> None:
    path = type_paths()[0]
    with django_assert_max_num_queries(MOST_QUERIES):
        visit("thisted", f"/{path}/feed.{form}")


def test_own_words_and_markup_are_written_as_text(nation: Path) -> None:
    thisted = Municipality.objects.get(slug="thisted")
    with everything("test"):
        item, title = next(
            (item, model.declaration.title_field)
            for model in item_models().values()
            if model.declaration.title_field in model.declaration.overridable
            for item in model.objects.on_shelf_of(thisted).exclude(owner_id=thisted.pk)[:1]
        )
    Overlay.objects.update_or_create(
        municipality=thisted, item_id=item.pk, defaults={"values": {title: "A <b>&\x0b ]]> titel"}}
    )
    path = item.declaration.settings.path
    titles = [
        entry.findtext("title", "")
        for entry in parsed(visit("thisted", f"/{path}/feed.rss")).iter("item")
    ]
    assert "A <b>& ]]> titel" in titles
    atom = parsed(visit("thisted", f"/{path}/feed.atom"))
    assert all(entry.findtext(f"{ATOM}updated") for entry in atom.iter(f"{ATOM}entry"))


def test_a_page_says_where_its_feeds_are(nation: Path) -> None:
    path = type_paths()[0]
    page = visit("thisted", f"/{path}/").content.decode()
    for form in ("rss", "atom"):
        assert f'type="application/{form}+xml"' in page
        assert f'href="/{path}/feed.{form}"' in page


def test_a_feed_of_nothing_is_not_there(nation: Path) -> None:
    assert visit("thisted", "/findes-ikke/feed.rss").status_code == 404
