"""A municipality's pages show what is on its own shelf, and are nobody else's to read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.declarations import current_page_blocks
from cms.library.models import Item, ShelfChoice, Term
from cms.library.scope import everything
from cms.pages.models import ComposedPage
from cms.pages.scopes import UnscopedPages
from cms.pages.selecting import items_of
from cms.pages.showing import ShownBlock
from cms.personalisation.viewer import Viewer
from tests.pages.conftest import Land

pytestmark = pytest.mark.django_db


def block(name: str, **values: Any) -> ShownBlock:
    """A declared block as it would be shown."""
    declared = current_page_blocks()[name]
    defaults = {key: one.default for key, one in declared.fields.items() if one.kind == "number"}
    return ShownBlock(declared, {**defaults, **values})


def titles(shown: ShownBlock, here: Any) -> list[str]:
    """What it brings from the shelf."""
    keys = [item.pk for item in items_of(shown, Viewer(here))]
    known = Item.objects.everything("a test").in_bulk(keys)
    return [known[key].listed_title for key in keys]


@pytest.mark.parametrize("read", [list, len, lambda pages: pages.count(), lambda p: p.first()])
def test_a_read_that_does_not_say_whose_is_refused(land: Land, read: Any) -> None:
    land.page(land.vejen)
    with pytest.raises(UnscopedPages):
        read(ComposedPage.objects.all())
    with pytest.raises(UnscopedPages):
        ComposedPage.objects.filter(title="Vores side").update(title="Deres side")


def test_a_page_is_met_on_its_own_site_only(land: Land) -> None:
    land.page(land.vejen, title="Kun Vejens", place="menu")
    land.page(land.nation, title="Kun en skabelon", place="menu")
    here, there = (Client(headers={"host": f"{slug}.localhost"}) for slug in ("vejen", "aarhus"))
    assert here.get("/side/kun-vejens/").status_code == 200
    assert there.get("/side/kun-vejens/").status_code == 404
    assert here.get("/side/kun-en-skabelon/").status_code == 404
    for path in ("/", "/sitemap.xml", "/hjaelp/"):
        answer = there.get(path).content.decode()
        assert "kun-vejens" not in answer
        assert "Kun Vejens" not in answer


def test_a_draft_is_met_by_nobody(land: Land) -> None:
    page = land.page(land.vejen, title="Udkast", place="menu")
    page.unpublish()
    client = Client(headers={"host": "vejen.localhost"})
    assert client.get("/side/udkast/").status_code == 404
    assert "Udkast" not in client.get("/").content.decode()


def test_a_film_that_is_not_on_the_shelf_is_not_shown(land: Land) -> None:
    foreign = land.item("guidance_video", land.aarhus, "Aarhus' egen film")
    land.page(land.vejen, ("video", {"film": foreign.pk, "heading": "Se"}), title="Film")
    page = Client(headers={"host": "vejen.localhost"}).get("/side/film/").content.decode()
    assert "<video" not in page
    assert "egen film" not in page


def test_news_come_as_their_own_file_orders_them(land: Land) -> None:
    today = timezone.localdate()
    for days, title in ((3, "Ældst"), (1, "Nyest"), (2, "I midten")):
        land.item("article", land.vejen, title, published_on=today - timedelta(days=days))
    land.item("article", land.aarhus, "Fremmed", published_on=today)
    assert titles(block("news"), land.vejen) == ["Nyest", "I midten", "Ældst"]
    assert titles(block("news", count=1), land.vejen) == ["Nyest"]


def test_activities_nearby_lie_ahead_and_within_the_radius(land: Land) -> None:
    now = timezone.now()
    near = {"place": "Vejen", "place_latitude": 55.48, "place_longitude": 9.14}
    far = {"place": "Skagen", "place_latitude": 57.72, "place_longitude": 10.58}
    for title, hours, where in (
        ("Forbi", -2, near), ("Om lidt", 2, near), ("Snart", 1, near), ("Langt væk", 1, far),
        ("På skærmen", 1, {}),
    ):  # fmt: skip
        starts = now + timedelta(hours=hours)
        land.item("activity", land.vejen, title, starts_at=starts, **where)
    assert titles(block("activities_nearby"), land.vejen) == ["Snart", "Om lidt"]
    wide = block("activities_nearby", radius=300)
    assert set(titles(wide, land.vejen)) == {"Snart", "Om lidt", "Langt væk"}


def test_terms_take_their_narrower_ones_along(land: Land) -> None:
    marked = land.item("guidance_video", land.vejen, "Om CV")
    land.item("guidance_video", land.vejen, "Om noget andet")
    with everything("test data"):
        marked.topics.add(Term.objects.get(vocabulary="topics", slug="cv"))  # type: ignore[attr-defined]
        marked.save()
    assert titles(block("shelf_list", topics=["jobsoegning"]), land.vejen) == ["Om CV"]
    assert titles(block("shelf_list", topics=["pligter"]), land.vejen) == []


def test_kinds_and_what_is_put_first(land: Land) -> None:
    film = land.item("guidance_video", land.vejen, "Film")
    land.item("article", land.vejen, "Tekst")
    assert titles(block("shelf_list", kinds=["article"]), land.vejen) == ["Tekst"]
    assert titles(block("pinned"), land.vejen) == []
    ShelfChoice.objects.create(municipality=land.vejen, item_id=film.pk, pinned=True)
    assert titles(block("pinned"), land.vejen) == ["Film"]
    assert titles(block("pinned"), land.aarhus) == []


NAMES = [name for name, declared in current_page_blocks().items() if declared.items]
SHARINGS = ["private", "offered", "on_by_default"]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    shared=st.lists(st.sampled_from(SHARINGS), min_size=6, max_size=6),
    taken=st.lists(st.booleans(), min_size=6, max_size=6),
    name=st.sampled_from(NAMES),
    topics=st.lists(st.sampled_from(["cv", "jobsoegning", "pligter"]), max_size=2),
    count=st.integers(1, 12),
)
def test_no_block_brings_what_is_not_on_the_shelf(
    land: Land, shared: list[str], taken: list[bool], name: str, topics: list[str], count: int
) -> None:
    """Random library, random shelf, random block: no foreign row, and never more than asked."""
    from cms.library.models import Item

    kinds = ["article", "guidance_video", "activity"] * 2
    starts = timezone.now() + timedelta(days=1)
    for number, (kind, sharing, take) in enumerate(zip(kinds, shared, taken, strict=True)):
        dated = {"starts_at": starts} if kind == "activity" else {}
        owner = land.aarhus if number % 2 else land.vejen
        item = land.item(kind, owner, f"{kind} {number}", sharing=sharing, **dated)
        if take:
            ShelfChoice.objects.create(
                municipality=land.vejen, item_id=item.pk, taken=True, pinned=True
            )
    shelf = set(Item.objects.on_shelf_of(land.vejen).values_list("pk", flat=True))
    values = {"topics": topics, "count": count, "radius": 300}
    found = items_of(block(name, **values), Viewer(land.vejen))
    assert {item.pk for item in found} <= shelf
    assert len(found) <= count
