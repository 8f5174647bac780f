"""The front page, rooms, lists and items stand for whatever types are declared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cms.library.models import Item
from cms.library.registry import item_models
from cms.portal.rooms import ROOMS
from tests.api.conftest import world
from tests.api.factories import World
from tests.portal.visits import visit

__all__ = ["world"]


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    """The world's own search index."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


def links(path: str) -> list[str]:
    """The addresses on the cards of a page."""
    answer = visit("thisted", path)
    assert answer.status_code == 200, path
    page = BeautifulSoup(answer.content, "html.parser")
    return [str(link["href"]) for link in page.select(".card__title a")]


def address(item: Item) -> str:
    return f"/{item_models()[item.type_name].declaration.settings.path}/{item.slug}/"


def test_rooms_and_the_front_page_show_what_stands_on_the_shelf(world: World) -> None:
    shelf = set(map(address, Item.objects.on_shelf_of(world.municipalities[0])))
    found = links("/")
    assert found and set(found) <= shelf and len(found) == len(set(found))
    for room in ROOMS:
        shown = links(f"/{room.path}/")
        paths = {model.declaration.settings.path for model in room.models}
        mine = {one for one in shelf if one.split("/")[1] in paths}
        assert set(shown) <= mine and bool(shown) == bool(mine)


def test_every_item_has_its_page_with_what_it_refers_to(world: World) -> None:
    here = world.municipalities[0]
    for name, model in item_models().items():
        fields = model.declaration.fields_of("reference")
        for item in model.objects.on_shelf_of(here).order_by("slug")[:3]:
            shown = links(address(item))
            referred = {
                address(other)
                for field, declared in fields.items()
                for other in _targets(item, field, many=declared.many)
            }
            targets = Item.objects.on_shelf_of(here)
            on_shelf = referred & set(map(address, targets))
            assert on_shelf <= set(shown), (name, item.slug)
            assert not (referred - on_shelf) & set(shown)


def _targets(item: Item, field: str, *, many: bool) -> list[Item]:
    """Everything that a field refers to, on the shelf or not."""
    declared: Any = item._meta.get_field(field)
    if not many:
        keys = [getattr(item, f"{field}_id")]
    else:
        links = declared.remote_field.through.objects.filter(**{declared.m2m_field_name(): item.pk})
        keys = list(links.values_list(f"{declared.m2m_reverse_field_name()}_id", flat=True))
    return list(Item.objects.everything("a test looks").filter(pk__in=keys))
