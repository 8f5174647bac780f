"""Items of all types, and what stands around them, read at once are what one reads one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from cms.library.around import around_of, read_around, terms_in
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.registry import item_models
from cms.library.specific import on_shelf, specific
from cms.library.translations import language_of, languages_shown, plain, translatable
from cms.personalisation.marks import marks_of
from cms.personalisation.reasons import reasons
from cms.personalisation.viewer import Viewer
from tests.api.conftest import world
from tests.api.factories import World

__all__ = ["world"]
LANGUAGES = ("da", "ar", "en")


def as_read(item: Item) -> dict[str, Any]:
    """Every column, as Python has it; blocks as what they are made of."""
    values = {field.attname: getattr(item, field.attname) for field in item._meta.concrete_fields}
    return {
        name: list(value.raw_data) if hasattr(value, "raw_data") else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("at", [0, 1])
def test_all_types_in_one_query(world: World, at: int, django_assert_num_queries: Any) -> None:
    here = world.municipalities[at]
    bare = list(Item.objects.on_shelf_of(here).order_by("-pk"))
    with django_assert_num_queries(1):
        found = specific(bare, here)
        owners = [(item.owner.kind, item.owner.name) for item in found]
    assert [item.pk for item in found] == [item.pk for item in bare]
    assert len({item.type_name for item in found}) > 1
    for item, owner in zip(found, owners, strict=True):
        alone = item_models()[item.type_name].objects.on_shelf_of(here).get(pk=item.pk)
        assert type(item) is type(alone)
        assert as_read(item) == as_read(alone)
        assert owner == (alone.owner.kind, alone.owner.name)


def test_what_is_not_on_the_shelf_is_not_read(world: World) -> None:
    here = world.municipalities[0]
    keys = {name: [item.pk for item in items] for name, items in world.items.items()}
    found = on_shelf({**keys, "gone": [1]}, here)
    assert set(found) == set(Item.objects.on_shelf_of(here).values_list("pk", flat=True))
    assert len(found) < sum(map(len, keys.values()))
    assert on_shelf({}, here) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_around(world: World, language: str, django_assert_num_queries: Any) -> None:
    here = world.municipalities[0]
    viewer = Viewer(here, language=language)
    bare = list(Item.objects.on_shelf_of(here))
    alone, together = specific(bare, here), specific(bare, here)
    with django_assert_num_queries(1):
        read_around(together, here, language)
        present(together, here, language)
        said = [words(item) for item in together]
    assert said == [words(item) for item in present(alone, here, language)]
    assert [item.pk for item in together if item.overlay] == [
        item.pk for item in alone if item.overlay
    ]
    assert marks_of(together) == marks_of(alone)
    for item, other in zip(together, alone, strict=True):
        assert languages_shown(item, here) == languages_shown(other, here)
    with override(language):
        assert reasons(viewer, together) == reasons(viewer, alone)


def words(item: Item) -> dict[str, Any]:
    """What a reader meets of an item: each text with its language, and the terms by field."""
    declaration = item.declaration
    texts = {n: (plain(item, n), language_of(item, n)) for n in translatable(declaration)}
    terms = {n: [term.slug for term in terms_in(item, n)] for n in declaration.fields_of("terms")}
    return texts | terms | {"title": str(item)}


def test_what_another_municipality_says_is_not_taken(world: World) -> None:
    here, there = world.municipalities
    both = set(Item.objects.on_shelf_of(here)) & set(Item.objects.on_shelf_of(there))
    bare = sorted(both, key=lambda item: item.pk)
    items = specific(bare, here)
    read_around(items, here, "da")
    assert around_of(items, here) is not None
    assert around_of(items, there) is None
    theirs = present(items, there, "da")
    assert [words(item) for item in theirs] == [
        words(item) for item in present(specific(bare, there), there, "da")
    ]
