"""Editors' words: synonyms, recommendations, and that they hold at once and only where they do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.history.models import HistoryEntry
from cms.library.models import ShelfChoice
from cms.municipalities.models import national_owner
from cms.personalisation.effects import Effect, Kind, Standing
from cms.personalisation.selection import Selection as Chosen
from cms.personalisation.viewer import Viewer
from cms.search import services
from cms.search.models import Recommendation, SynonymGroup
from cms.search.wordbook import services as words
from cms.search.wordbook.book import NO_WORDS
from cms.search.wordbook.meaning import meaning_of
from tests.search.examples import titles
from tests.search.library import item, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> None:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.SEARCH_FOLLOW = False


def viewer(code: str = "0787", language: str = "da") -> Viewer:
    made = Viewer(municipality(code), language=language)
    made.memory["standing"] = Standing((), frozenset(), frozenset(), "")
    return made


def found(who: Viewer, asked: str, **more: Any) -> list[str]:
    return titles(services.search(services.query_for(who, asked, **more)))


def suggested(who: Viewer, typed: str) -> list[str]:
    return [one.text for one in services.suggest_for(who, typed)]


def test_what_editors_say_means_the_same_finds_the_same_and_on_their_site_only() -> None:
    item("Levnedsbeskrivelse på en time", sharing="mandatory")
    assert found(viewer(), "snirkel") == []
    words.let_mean_the_same(municipality("0787"), ["snirkel", "levnedsbeskrivelse"])
    assert found(viewer(), "snirkel") == ["Levnedsbeskrivelse på en time"]
    assert found(viewer(), "snirkel", wordbook=NO_WORDS) == []
    assert found(viewer("0751"), "snirkel") == []
    words.let_mean_the_same(national_owner(), ["kringle", "levnedsbeskrivelse"])
    assert found(viewer("0751"), "kringle") == ["Levnedsbeskrivelse på en time"]
    assert found(viewer(), "kringle") == ["Levnedsbeskrivelse på en time"]


def test_a_group_holds_for_readers_of_its_language() -> None:
    item("Levnedsbeskrivelse", sharing="mandatory")
    words.let_mean_the_same(municipality("0787"), ["kringle", "levnedsbeskrivelse"], "en")
    assert found(viewer(language="en"), "kringle") == ["Levnedsbeskrivelse"]
    assert found(viewer(), "kringle") == []


def test_words_that_mean_the_same_are_suggested_too() -> None:
    item("Levnedsbeskrivelse på en time", sharing="mandatory")
    words.let_mean_the_same(national_owner(), ["snirkel", "levnedsbeskrivelse"])
    assert suggested(viewer(), "snirkel") == ["Levnedsbeskrivelse på en time"]


def test_a_changed_or_removed_group_is_followed_at_once_and_stands_in_the_history() -> None:
    item("Levnedsbeskrivelse", sharing="mandatory")
    group = words.let_mean_the_same(municipality("0787"), ["snirkel", "levnedsbeskrivelse"])
    words.rewrite_group(group, ["kringle", "levnedsbeskrivelse"])
    assert (found(viewer(), "snirkel"), len(found(viewer(), "kringle"))) == ([], 1)
    words.let_differ(group)
    assert found(viewer(), "kringle") == []
    told = list(HistoryEntry.objects.filter(action__startswith="search.").order_by("pk"))
    assert [one.action.split(".")[1] for one in told] == [
        "synonyms",
        "synonyms_changed",
        "synonyms_gone",
    ]
    assert {one.owner_id for one in told} == {municipality("0787").pk}


@pytest.mark.parametrize(
    "written",
    [
        ["cv"],
        ["", "  "],
        ["cv", "CV"],
        ["cv", "x" * 61],
        ["kursus", "kurser"],
        list("abcdefghijklmn"),
    ],
)
def test_what_is_no_group_is_refused_and_nothing_kept(written: list[str]) -> None:
    with pytest.raises(ValidationError):
        words.let_mean_the_same(national_owner(), written)
    assert not SynonymGroup.objects.exists()
    assert not HistoryEntry.objects.filter(action__startswith="search.").exists()


def test_recommended_items_come_first_in_their_order_for_any_form_of_the_words() -> None:
    *_rest, third = (item(f"Aftale i {name}", sharing="mandatory") for name in "abc")
    other = item("Noget helt andet", sharing="mandatory")
    one = words.recommend(municipality("0787"), ["en aftale"])
    for chosen in (other, third):
        words.add_item(one, chosen)
    answer = found(viewer(), "aftaler")
    assert answer[:2] == ["Noget helt andet", "Aftale i c"]
    assert sorted(answer[2:]) == ["Aftale i a", "Aftale i b"]
    words.lift_item(one, third.pk)
    assert found(viewer(), "aftaler")[:2] == ["Aftale i c", "Noget helt andet"]
    assert "Noget helt andet" not in found(viewer("0751"), "aftaler")
    assert "Noget helt andet" not in found(viewer(), "aftale vindue")
    words.remove_item(one, other.pk)
    assert "Noget helt andet" not in found(viewer(), "aftaler")


def test_a_recommendation_is_suggested_before_it_is_typed_to_its_end() -> None:
    other = item("Noget helt andet", sharing="mandatory")
    one = words.recommend(national_owner(), ["snirkel"])
    words.add_item(one, other)
    assert suggested(viewer(), "sni") == ["Noget helt andet"]
    assert suggested(viewer(), "sn") == []


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(-1, 1, True), (0, 0, True), (1, 2, False), (-2, -1, False)]
)
def test_a_recommendation_holds_on_its_days(first: int, last: int, holds: bool) -> None:
    today = timezone.localdate()
    other = item("Noget helt andet", sharing="mandatory")
    days = (today + timedelta(days=first), today + timedelta(days=last))
    words.add_item(words.recommend(national_owner(), ["snirkel"], *days), other)
    assert (found(viewer(), "snirkel") == ["Noget helt andet"]) is holds


def test_what_is_not_on_the_shelf_or_is_hidden_is_not_brought_by_a_recommendation() -> None:
    other = item("Noget helt andet", sharing="on_by_default")
    words.add_item(words.recommend(national_owner(), ["snirkel"]), other)
    hidden = viewer()
    hide = Effect(Kind.HIDE, Chosen(items=(f"{other.type_name}/{other.slug}",)))
    hidden.memory["standing"] = Standing((hide,), frozenset(), frozenset(), "")
    assert found(viewer(), "snirkel") == ["Noget helt andet"]
    assert found(hidden, "snirkel") == []
    assert suggested(hidden, "snirkel") == []
    ShelfChoice.objects.create(municipality=municipality("0787"), item=other, taken=False)
    assert found(viewer(), "snirkel") == []


def test_an_item_that_others_cannot_meet_is_refused() -> None:
    private = item("Kun i Aarhus", owner=municipality("0751"), sharing="private")
    one = words.recommend(municipality("0787"), ["snirkel"])
    with pytest.raises(ValidationError):
        words.add_item(one, private)
    assert not one.places.exists()


def test_days_in_the_wrong_order_are_refused_and_nothing_kept() -> None:
    with pytest.raises(ValidationError) as refused:
        words.recommend(national_owner(), ["snirkel"], date(2026, 5, 2), date(2026, 5, 1))
    assert "last_day" in refused.value.message_dict
    assert not Recommendation.objects.exists()


def test_the_meaning_is_in_the_stems_not_in_their_order() -> None:
    assert meaning_of("kurser i IT") == meaning_of("it-kursus") == meaning_of("IT kursus")
    assert meaning_of("") == ()
