"""Where items and owners are listed by title or name, the order is Danish, at every door."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from cms.databases.alphabet import by_key
from cms.library.models import Item
from cms.library.registry import item_model
from cms.municipalities.models import Municipality
from cms.personalisation.feed import feed, personalised
from cms.personalisation.viewer import Viewer
from cms.shared.alphabet import alphabetical
from tests.search.library import item, municipality

pytestmark = pytest.mark.django_db
TITLES = "Ørsted|Aabenraa|zoo|Ælte|ærlig snak|ABC|Åbent hus|Öl|énergi|Edb".split("|")


def everything() -> Any:
    return Item.objects.everything("a test")


def test_an_items_place_follows_its_title() -> None:
    made = item("Ny bog")
    assert everything().get(pk=made.pk).title_order == "ny bog"
    made.title = "Århus"
    made.save(update_fields=["title"])
    assert everything().get(pk=made.pk).title_order == alphabetical("Aarhus")


def test_a_very_long_title_has_a_place() -> None:
    made = item("ß" * 120)
    assert len(everything().get(pk=made.pk).title_order) == 200


def test_items_from_before_are_given_their_place() -> None:
    for title in TITLES:
        item(title)
    everything().update(title_order="")
    import_module("cms.library.migrations.0006_title_order").fill(apps, None)
    listed = everything().order_by(by_key("title_order")).values_list("listed_title", flat=True)
    assert list(listed) == sorted(TITLES, key=alphabetical)


def test_the_portals_list_of_a_type_is_in_order() -> None:
    """Courses declare that they are listed by title."""
    here = municipality("0787")
    for title in TITLES:
        item(title)
    model = item_model("course")
    listed = personalised(model.objects.on_shelf_of(here), Viewer(here))
    assert [one.title for one in listed] == sorted(TITLES, key=alphabetical)
    assert len(feed(Viewer(here))) == len(TITLES)


def test_owners_are_in_order_wherever_nobody_asks_for_another() -> None:
    Municipality.objects.all().delete()
    for number, name in enumerate(["Ærø", "Aarhus", "Odense", "Ålborg", "Thisted", "øster"]):
        Municipality.objects.create(name=name, slug=f"m{number}", code=f"{number:04}")
    order = ["Odense", "Thisted", "Ærø", "øster", "Ålborg", "Aarhus"]
    assert [one.name for one in Municipality.objects.all()] == order
