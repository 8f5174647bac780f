"""What rules and interests do to a question, and that its answer agrees with the feed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from cms.library.models import Item, ShelfChoice
from cms.library.translations import write_translation
from cms.personalisation.effects import Effect, Kind, Standing
from cms.personalisation.feed import feed
from cms.personalisation.ranking import SHELF_PINNED
from cms.personalisation.selection import Selection as Chosen
from cms.personalisation.viewer import Viewer
from cms.search import services
from cms.search.result import SearchResult
from tests.search.examples import titles
from tests.search.library import company, item, municipality, term

pytestmark = pytest.mark.django_db
GiveEffects = Callable[..., Viewer]


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> None:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.SEARCH_FOLLOW = False


@pytest.fixture
def viewer_with() -> GiveEffects:
    """A viewer in Thisted for whom just these effects hold."""

    def give(*effects: Effect, off: frozenset[str] = frozenset()) -> Viewer:
        viewer = Viewer(municipality("0787"))
        heaviest = tuple(sorted(effects, key=lambda each: -each.weight))
        viewer.memory["standing"] = Standing(heaviest, frozenset(), off, "")
        return viewer

    return give


def asked(viewer: Viewer, words: str = "", **parts: Any) -> SearchResult:
    return services.search(services.query_for(viewer, words, **parts))


def both_find(viewer: Viewer) -> list[str]:
    """What search and feed show without words: the same, whatever the order among equals."""
    searched = asked(viewer, size=100)
    fed = {one.pk for one in feed(viewer, Item, filters=Q())}
    assert {hit.item_id for hit in searched.hits} == fed
    return titles(searched)


def about(slug: str) -> Chosen:
    return Chosen(terms={"topics": (slug,)})


def test_hidden_reserved_and_shown_are_as_in_the_feed(viewer_with: GiveEffects) -> None:
    health, language = term("sundhed", "Helbred"), term("sprog", "Sprog")
    item("Helbred", topics=[health], sharing="on_by_default")
    item("Helbred, for alle", topics=[health])
    item("Sprog", topics=[language])
    item("Begge", topics=[health, language])
    hide = Effect(Kind.HIDE, about("sundhed"))
    local = Effect(Kind.HIDE, about("sundhed"), is_national=False)
    reserve = Effect(Kind.RESERVE, about("sundhed"))
    show = Effect(Kind.SHOW, about("sprog"))
    assert len(both_find(viewer_with())) == 4
    assert set(both_find(viewer_with(hide))) == {"Sprog"}
    assert set(both_find(viewer_with(local))) == {"Sprog", "Helbred, for alle", "Begge"}
    assert set(both_find(viewer_with(reserve))) == {"Sprog"}
    assert set(both_find(viewer_with(reserve, show))) == {"Sprog", "Begge"}
    assert set(both_find(viewer_with(reserve, show, hide))) == {"Sprog"}


def test_lifts_and_pins_order_what_is_browsed(viewer_with: GiveEffects) -> None:
    made = [item(title, topics=[term(title.lower(), title)]) for title in ("Et", "To", "Tre")]
    ShelfChoice.objects.create(municipality=municipality("0787"), item=made[2], pinned=True)
    boost = Effect(Kind.BOOST, about("to"), weight=10)
    pin = Effect(Kind.PIN, Chosen(items=(f"course/{made[1].slug}",)), weight=1)
    assert both_find(viewer_with())[0] == "Tre"
    assert both_find(viewer_with(boost)) == ["Tre", "To", "Et"]
    assert both_find(viewer_with(pin)) == ["To", "Tre", "Et"]
    assert both_find(viewer_with(boost, off=frozenset({SHELF_PINNED})))[0] == "To"


def test_duties_and_orders_come_as_in_the_feed(viewer_with: GiveEffects) -> None:
    made = [item(title, topics=[term(title.lower(), title)]) for title in ("Et", "To", "Tre")]
    addresses = [f"course/{one.slug}" for one in made]
    hide = Effect(Kind.HIDE, Chosen(types=("course",)))
    require = Effect(Kind.REQUIRE, about("to"), weight=1)
    order = Effect(Kind.ORDER, Chosen(items=(addresses[2], addresses[0])), weight=1)
    boost = Effect(Kind.BOOST, about("to"), weight=100)
    assert both_find(viewer_with(hide, require)) == ["To"]
    assert both_find(viewer_with(order, boost)) == ["Tre", "Et", "To"]
    assert both_find(viewer_with(order, require)) == ["To", "Tre", "Et"]


def test_what_a_citizen_does_and_follows_is_chosen_alike(viewer_with: GiveEffects) -> None:
    made = [item(title, topics=[term("a", "A")]) for title in ("Et", "To")]
    alike = Chosen(terms={"topics": ("a",)}, besides=(f"course/{made[0].slug}",))
    assert both_find(viewer_with(Effect(Kind.BOOST, alike, weight=9)))[0] == "To"
    owned = Chosen(owners=("national",))
    assert both_find(viewer_with(Effect(Kind.HIDE, owned))) == []


def test_words_decide_over_pins_and_weigh_with_lifts(viewer_with: GiveEffects) -> None:
    item("Dansk", topics=[term("a", "A")])
    item("Noget andet, men lidt dansk", topics=[term("b", "B")])
    pin = Effect(Kind.PIN, about("b"), weight=1)
    boost = Effect(Kind.BOOST, about("b"), weight=100)
    assert titles(asked(viewer_with(pin), "dansk"))[0] == "Dansk"
    assert titles(asked(viewer_with(boost), "dansk"))[0] == "Noget andet, men lidt dansk"


def test_a_selection_by_language_and_type(viewer_with: GiveEffects) -> None:
    item("Kursus på arabisk", language="ar")
    item("Kursus på dansk")
    item("Artikel", type_name="article")
    hide = Effect(Kind.HIDE, Chosen(language="ar"))
    assert set(both_find(viewer_with(hide))) == {"Kursus på dansk", "Artikel"}
    courses = Effect(Kind.HIDE, Chosen(types=("course",)))
    assert both_find(viewer_with(courses)) == ["Artikel"]


def test_a_translation_lifts_an_item_and_hides_it_from_nobody(viewer_with: GiveEffects) -> None:
    item("Kursus på arabisk", language="ar")
    item("Andet kursus")
    translated = item("Oversat kursus")
    write_translation(translated, None, "ar", {"title": "دورة"}, is_shown=True)
    arabic = Chosen(language="ar")
    both = ["Andet kursus", "Oversat kursus"]
    assert sorted(both_find(viewer_with(Effect(Kind.HIDE, arabic)))) == both
    assert sorted(both_find(viewer_with(Effect(Kind.RESERVE, arabic)))) == both
    boosted = both_find(viewer_with(Effect(Kind.BOOST, arabic, weight=10)))
    assert set(boosted[:2]) == {"Kursus på arabisk", "Oversat kursus"}


def test_the_common_front_shows_what_the_nation_shares() -> None:
    item("Fælles")
    item("Tilbud", sharing="offered")
    item("Lokal", owner=municipality("0787"), sharing="private")
    item("Firma", type_name="article", owner=company(), sharing="on_by_default")
    assert both_find(Viewer(None)) == ["Fælles"]


def test_suggestions_hide_what_the_viewer_does_not_meet(viewer_with: GiveEffects) -> None:
    item("Dansk for alle", topics=[term("a", "A")])
    item("Dansk for nogle", topics=[term("b", "B")], owner=company(), sharing="on_by_default")

    def ahead(viewer: Viewer) -> list[str]:
        return [each.text for each in services.suggest_for(viewer, "dan")]

    assert ahead(viewer_with()) == ["Dansk for alle", "Dansk for nogle"]
    assert ahead(viewer_with(Effect(Kind.RESERVE, about("a")))) == ["Dansk for nogle"]
    assert ahead(Viewer(None)) == ["Dansk for alle"]


def test_types_are_always_counted() -> None:
    item("Kursus")
    result = asked(Viewer(municipality("0787")), filters={"level": ["beginner"]}, facets=("level",))
    assert result.facets["type"] == (("course", 1),)
    assert result.facets["level"] == (("beginner", 1),)
