"""A municipality's shelf, as its editor works on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.editor.shelf.offers import STATES
from cms.library.choices import pinned_choices
from cms.library.models import Item, Overlay, ShelfChoice
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor, logged in."""
    client = Client()
    client.force_login(User.objects.get(username="vejen-redaktoer"))
    return client


def shared(sharing: str) -> Item:
    """A national item that Vejen has said nothing of, with its own fields."""
    with everything("test"):
        bare = (
            Item.objects.filter(owner__slug="national", sharing=sharing, live=True)
            .exclude(shelf_choices__municipality__slug="vejen")
            .exclude(overlays__municipality__slug="vejen")
            .order_by("pk")
            .first()
        )
        return item_model(bare.type_name).objects.get(pk=bare.pk)


def is_shown(item: Item) -> bool:
    """Whether the portal of Vejen has the item's page."""
    path = f"/{item.declaration.settings.path}/{item.slug}/"
    return Client().get(path, headers={"host": "vejen.localhost"}).status_code == 200


def choose(client: Client, item: Item, action: str) -> int:
    """Press one of the shelf's buttons."""
    answer = client.post(reverse("editor_shelf_choose"), {"do": f"{action} {item.pk}"})
    return answer.status_code


def test_the_shelf_lists_what_others_share(vejen: Client) -> None:
    item = shared("offered")
    page = vejen.get(reverse("editor_shelf"), {"type": item.type_name, "q": str(item)})
    assert str(item) in page.content.decode()
    assert "ikke vist" in page.content.decode()


def test_an_offered_item_is_taken_in_and_left_out_again(vejen: Client) -> None:
    item = shared("offered")
    assert not is_shown(item)
    assert choose(vejen, item, "take") == 302
    assert is_shown(item)
    assert choose(vejen, item, "leave") == 302
    assert not is_shown(item)


def test_a_mandatory_item_can_not_be_left_out(vejen: Client) -> None:
    item = shared("mandatory")
    choose(vejen, item, "leave")
    assert not ShelfChoice.objects.filter(item_id=item.pk, municipality__slug="vejen").exists()
    assert is_shown(item)


def test_own_words_stand_over_the_original_and_empty_follows_it(vejen: Client) -> None:
    item = shared("mandatory")
    field = item.declaration.title_field
    url = reverse("editor_overlay", args=[item.type_name, item.pk])
    assert vejen.post(url, {field: "På vejensisk"}).status_code == 302
    path = f"/{item.declaration.settings.path}/{item.slug}/"
    assert (
        "På vejensisk" in Client().get(path, headers={"host": "vejen.localhost"}).content.decode()
    )
    assert (
        "På vejensisk"
        not in Client().get(path, headers={"host": "thisted.localhost"}).content.decode()
    )
    vejen.post(url, {field: ""})
    assert not Overlay.objects.filter(item_id=item.pk, municipality__slug="vejen").exists()


def test_too_long_words_are_refused_with_the_reason(vejen: Client) -> None:
    item = shared("mandatory")
    field = item.declaration.title_field
    url = reverse("editor_overlay", args=[item.type_name, item.pk])
    answer = vejen.post(url, {field: "x" * 500})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Overlay.objects.filter(item_id=item.pk, municipality__slug="vejen").exists()


def test_private_items_of_others_are_not_there(vejen: Client) -> None:
    item = shared("offered")
    thisted = Municipality.objects.get(slug="thisted")
    Item.objects.everything("test").filter(pk=item.pk).update(sharing="private", owner=thisted)
    assert choose(vejen, item, "take") in (302, 403)
    assert vejen.get(reverse("editor_overlay", args=[item.type_name, item.pk])).status_code == 404
    assert not ShelfChoice.objects.filter(item_id=item.pk).exists()


def test_a_vendor_has_no_shelf(nation: Path) -> None:
    client = Client()
    user = (
        User.objects.exclude(groups__name__startswith="municipal")
        .filter(groups__name__startswith="national_editor")
        .first()
    )
    client.force_login(user)
    assert client.get(reverse("editor_shelf")).status_code in (302, 403)


def offers(count: int, sharing: str = "offered") -> list[Item]:
    """Some items on offer that Vejen has said nothing of."""
    with everything("test"):
        found = Item.objects.filter(sharing=sharing, live=True).exclude(
            shelf_choices__municipality__slug="vejen"
        )
        return list(found.exclude(owner__slug="vejen").order_by("pk")[:count])


def do(client: Client, what: str, items: list[Item]) -> int:
    """Tick some rows and press a button below."""
    keys = [item.pk for item in items]
    answer = client.post(reverse("editor_shelf_choose"), {"do": what, "items": keys})
    return answer.status_code


def taken(items: list[Item]) -> list[bool | None]:
    """What Vejen says of each; None also where it has said nothing."""
    choices = ShelfChoice.objects.filter(municipality__slug="vejen", item__in=items)
    said = dict(choices.values_list("item_id", "taken"))
    return [said.get(item.pk) for item in items]


def test_several_are_taken_in_at_once_and_all_of_it_is_undone(vejen: Client) -> None:
    items = offers(3)
    do(vejen, "take", items)
    assert taken(items) == [True] * 3
    assert "3 valgte" in vejen.get(reverse("editor_shelf")).content.decode()
    vejen.post(reverse("editor_shelf_undo"))
    assert taken(items) == [None] * 3
    assert not any(
        is_shown(item_model(i.type_name).objects.everything("t").get(pk=i.pk)) for i in items
    )


def test_undo_leaves_what_somebody_has_changed_since(vejen: Client) -> None:
    [item] = offers(1)
    do(vejen, "take", [item])
    ShelfChoice.objects.filter(item=item, municipality__slug="vejen").update(taken=False)
    vejen.post(reverse("editor_shelf_undo"))
    assert taken([item]) == [False]


def test_one_that_is_refused_stops_them_all(vejen: Client) -> None:
    items = [*offers(2, "on_by_default"), *offers(1, "mandatory")]
    do(vejen, "leave", items)
    assert taken(items) == [None] * 3
    page = vejen.get(reverse("editor_shelf")).content.decode()
    assert "Intet er ændret" in page


def test_an_item_that_is_not_on_offer_stops_them_all(vejen: Client) -> None:
    [offered, foreign] = offers(2)
    thisted = Municipality.objects.get(slug="thisted")
    Item.objects.everything("test").filter(pk=foreign.pk).update(sharing="private", owner=thisted)
    assert do(vejen, "take", [offered, foreign]) in (302, 403)
    assert taken([offered, foreign]) == [None, None]


def test_what_is_put_first_is_moved(vejen: Client) -> None:
    ShelfChoice.objects.filter(municipality__slug="vejen").update(pinned=False, order=None)
    first, second = offers(2)
    do(vejen, "pin", [first, second])
    do(vejen, f"down {first.pk}", [])
    order = [c.item_id for c in pinned_choices(Municipality.objects.get(slug="vejen"))]
    assert order == [second.pk, first.pk]
    do(vejen, f"down {first.pk}", [])
    assert [c.item_id for c in pinned_choices(Municipality.objects.get(slug="vejen"))] == order


@pytest.mark.parametrize("state", STATES)
def test_every_filter_counts_what_it_finds(vejen: Client, state: str) -> None:
    do(vejen, "pin", offers(2))
    answer = vejen.get(reverse("editor_shelf"), {"vis": state, "fra": "national"})
    [count] = [c["count"] for c in answer.context["states"] if c["chosen"]]
    assert count == answer.context["page"].paginator.count


def test_the_screen_asks_the_same_few_questions_however_many_rows(
    vejen: Client, django_assert_max_num_queries: Any
) -> None:
    vejen.get(reverse("editor_shelf"))
    with django_assert_max_num_queries(30):
        vejen.get(reverse("editor_shelf"))
