"""The search's screens: what nobody found leads to words and recommendations, on one's own site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.municipalities.models import Municipality, Owner, national_owner
from cms.search.models import Miss, Recommendation, SynonymGroup
from cms.search.wordbook.services import let_mean_the_same, recommend
from tests.editor.test_site import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's administrator."""
    return logged_in("vejen-administrator")


@pytest.fixture
def here(nation: Path) -> Municipality:
    """Where the administrator works."""
    return Municipality.objects.get(slug="vejen")


def missed(owner: Owner, words: str, days: int = 3) -> None:
    today = timezone.localdate()
    for ago in range(days):
        day = today - timedelta(days=ago)
        Miss.objects.create(owner=owner, language="da", day=day, words=words, count=2)


def on_the_shelf(here: Municipality, number: int = 0) -> Item:
    item = Item.objects.on_shelf_of(here).order_by("pk")[number]
    assert isinstance(item, Item)
    return item


def test_what_nobody_found_leads_with_one_press_to_either_form(
    vejen: Client, here: Municipality
) -> None:
    missed(here, "snirkel")
    missed(here, "kringle", days=2)
    missed(Municipality.objects.get(slug="aarhus"), "rosenkaal")
    page = vejen.get(reverse("editor_search")).content.decode()
    assert "snirkel" in page
    assert "kringle" not in page
    assert "rosenkaal" not in page
    for name in ("editor_search_same", "editor_search_recommendations"):
        address = f"{reverse(name)}?ord=snirkel"
        assert address in page
        assert "snirkel</textarea>" in vejen.get(address).content.decode().replace("\n", "")


def test_a_row_says_when_something_has_been_done_about_it(
    vejen: Client, here: Municipality
) -> None:
    missed(here, "snirkel")
    said = "I har gjort noget ved det"
    assert said not in vejen.get(reverse("editor_search")).content.decode()
    let_mean_the_same(here, ["snirkel", "cv"])
    assert said in vejen.get(reverse("editor_search")).content.decode()


def test_a_group_is_tried_before_it_is_kept_and_then_changed_and_removed(
    vejen: Client, here: Municipality
) -> None:
    address = reverse("editor_search_same")
    form = {"words": "snirkelord\ncv", "language": ""}
    page = vejen.post(address, {**form, "do": "try"})
    assert [one.words for one in page.context["trials"]] == ["snirkelord", "cv"]
    [first, _] = page.context["trials"]
    assert first.count_after > first.count_before
    assert not SynonymGroup.objects.exists()
    vejen.post(address, form)
    group = SynonymGroup.objects.get()
    assert (group.owner_id, group.words) == (here.pk, ["snirkelord", "cv"])
    one = reverse("editor_search_group", args=[group.pk])
    vejen.post(one, {"words": "kringle, cv", "language": "da"})
    group.refresh_from_db()
    assert (group.words, group.language) == (["kringle", "cv"], "da")
    vejen.post(reverse("editor_search_group_remove", args=[group.pk]))
    assert not SynonymGroup.objects.exists()
    done = HistoryEntry.objects.filter(action__startswith="search.")
    assert {entry.user.username for entry in done} == {"vejen-administrator"}
    assert done.count() == 3


def test_a_wrong_group_says_why_at_the_form_and_keeps_what_was_written(vejen: Client) -> None:
    page = vejen.post(reverse("editor_search_same"), {"words": "snirkel", "language": ""})
    assert "Skriv mindst to ord" in page.content.decode()
    assert "snirkel" in page.content.decode()
    assert not SynonymGroup.objects.exists()


def test_a_recommendation_is_made_filled_ordered_and_removed(
    vejen: Client, here: Municipality
) -> None:
    first, second = on_the_shelf(here), on_the_shelf(here, 1)
    made = vejen.post(reverse("editor_search_recommendations"), {"phrases": "snirkel"})
    one = Recommendation.objects.get()
    assert made["Location"] == reverse("editor_search_recommendation", args=[one.pk])
    arrange = reverse("editor_search_arrange", args=[one.pk])
    for do in (f"add {first.pk}", f"add {second.pk}", f"lift {second.pk}"):
        vejen.post(arrange, {"do": do})
    assert [place.item_id for place in one.places.all()] == [second.pk, first.pk]
    found = vejen.get(reverse("editor_search_trial"), {"q": "snirkel"}).context["trial"]
    assert [row.note for row in found.after[:2]] == ["Anbefalet af jer"] * 2
    vejen.post(arrange, {"do": f"remove {second.pk}"})
    assert [place.item_id for place in one.places.all()] == [first.pk]
    vejen.post(reverse("editor_search_recommendation_remove", args=[one.pk]))
    assert not Recommendation.objects.exists()


def test_anothers_words_are_not_there(vejen: Client) -> None:
    aarhus = Municipality.objects.get(slug="aarhus")
    group = let_mean_the_same(aarhus, ["snirkel", "cv"])
    one = recommend(aarhus, ["snirkel"])
    posts: list[tuple[str, int, dict[str, Any]]] = [
        ("editor_search_group", group.pk, {"words": "a, b"}),
        ("editor_search_group_remove", group.pk, {}),
        ("editor_search_recommendation", one.pk, {"phrases": "x"}),
        ("editor_search_arrange", one.pk, {"do": "add 1"}),
        ("editor_search_recommendation_remove", one.pk, {}),
    ]
    for name, key, form in posts:
        assert vejen.post(reverse(name, args=[key]), form).status_code == 404
    answer = vejen.post(f"{reverse('editor_search_same')}?ejer=aarhus", {"words": "a, b"})
    assert answer.status_code in (302, 403)
    group.refresh_from_db()
    one.refresh_from_db()
    assert (group.words, one.phrases) == (["snirkel", "cv"], ["snirkel"])
    assert SynonymGroup.objects.count() == 1


def test_what_isnt_on_the_shelf_cannot_be_recommended(vejen: Client, here: Municipality) -> None:
    one = recommend(here, ["snirkel"])
    others = Item.objects.everything("test").filter(owner__slug="aarhus", sharing="private")
    item = others.first()
    assert item is not None
    address = reverse("editor_search_arrange", args=[one.pk])
    assert vejen.post(address, {"do": f"add {item.pk}"}).status_code == 404
    assert vejen.post(address, {"do": "burn 1"}).status_code == 404
    assert not one.places.exists()


def test_the_nations_editors_write_for_all(nation: Path, here: Municipality) -> None:
    client = logged_in("national-redaktoer")
    client.post(reverse("editor_search_same"), {"words": "snirkelord, cv", "language": ""})
    assert SynonymGroup.objects.get().owner_id == national_owner().pk
    assert client.get(reverse("editor_search")).status_code == 200
    made = client.post(reverse("editor_search_recommendations"), {"phrases": "snirkel"})
    page = client.get(made["Location"], {"soeg": "job"})
    assert page.context["found"]
    first = page.context["found"][0]
    one = Recommendation.objects.get()
    client.post(reverse("editor_search_arrange", args=[one.pk]), {"do": f"add {first['pk']}"})
    assert one.places.count() == 1
