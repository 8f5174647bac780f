"""The demo nation has one of everything that a newcomer should meet on a shelf."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.library.models import Item, ShelfChoice
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, User

pytestmark = pytest.mark.django_db


def on_shelf(slug: str) -> set[int]:
    """What the municipality's citizens meet."""
    shelf = Item.objects.on_shelf_of(Municipality.objects.get(slug=slug))
    return set(shelf.values_list("pk", flat=True))


def in_state(slug: str, state: str) -> list[int]:
    """What the municipality's editor finds under one of the shelf's filters."""
    client = Client()
    client.force_login(User.objects.get(username=f"{slug}-redaktoer"))
    page = client.get(reverse("editor_shelf"), {"vis": state})
    return [row.item.pk for row in page.context["rows"]]


def test_aarhus_lends_to_two_of_which_one_took_it(nation: Path) -> None:
    [item] = Item.objects.everything("test").filter(sharing=Sharing.LENT, owner__slug="aarhus")
    borrowers = item.loans.order_by("municipality__slug")
    assert list(borrowers.values_list("municipality__slug", flat=True)) == ["thisted", "vejen"]
    assert {slug for slug in ("aarhus", "thisted", "vejen") if item.pk in on_shelf(slug)} == {
        "aarhus",
        "vejen",
    }
    assert in_state("thisted", "lent") == in_state("vejen", "lent") == [item.pk]
    assert in_state("odense", "lent") == []


def test_vejen_has_planned_something_to_come(nation: Path) -> None:
    [choice] = ShelfChoice.objects.exclude(holds_from=None, holds_until=None)
    assert choice.municipality.slug == "vejen"
    now = timezone.now()
    assert choice.holds_from > now + timedelta(days=3)
    assert choice.holds_until > choice.holds_from
    assert choice.item_id not in on_shelf("vejen")
    assert in_state("vejen", "planned") == [choice.item_id]
