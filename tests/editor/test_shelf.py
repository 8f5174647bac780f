"""A municipality's shelf, as its editor works on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

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
    url = reverse("editor_shelf_choose", args=[item.type_name, item.pk])
    return client.post(url, {"action": action}).status_code


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
    assert choose(vejen, item, "take") == 404
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
