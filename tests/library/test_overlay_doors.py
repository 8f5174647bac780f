"""Whatever is done with an item's words, portal, API and search say the same, in any language."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from cms.declarations.names import camel
from cms.library.models import Item, Overlay
from cms.library.overlays import (
    back_to_original,
    keep_mine,
    kept,
    overlay_of,
    put_back,
    take_theirs,
    write_overlay,
)
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.translations import translatable, translation_of, write_translation, written_in
from cms.municipalities.models import Municipality
from cms.search import services
from tests.api.factories import World
from tests.conftest import SEED
from tests.search.examples import ask as search_question

ROUNDS = 2
DEEDS = 25
WORDS = ("Hos os", "på Dokk1", "& mere", "<b>ikke fed</b>", "ÆØÅ", "hver tirsdag", "م", "gratis")
SPACE = re.compile(r"\s+")
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def searched(settings: Any, tmp_path: Path) -> None:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.SEARCH_FOLLOW = False


def test_doors_agree_whatever_is_done(world: World, ask: Ask, searched: None) -> None:
    chance = random.Random(SEED)
    for _round in range(ROUNDS):
        for _deed in range(DEEDS):
            do_something(chance, world)
        for number, municipality in enumerate(world.municipalities):
            for language in ("da", "ar"):
                compare_doors(municipality, number, ask, language)


def do_something(chance: random.Random, world: World) -> None:
    """One deed of somebody, on one item."""
    items = [item for listed in world.items.values() for item in listed]
    item, municipality = chance.choice(items), chance.choice(world.municipalities)
    with everything("test"):
        item.refresh_from_db()
    names = list(item.declaration.overridable)
    some = [name for name in names if is_text(item, name) and chance.random() < 0.6]
    match chance.randrange(8):
        case 0 | 1:
            was = overlay_of(item, municipality)
            texts = {name: text for name, text in values_of(was).items() if is_text(item, name)}
            write_overlay(item, municipality, texts | {name: said(chance) for name in some})
        case 2:
            keep_mine(item, municipality, names)
        case 3:
            take_theirs(item, municipality, some)
        case 4:
            back_to_original(item, municipality)
        case 5:
            was_kept = kept(item, municipality)
            write_overlay(item, municipality, {name: said(chance) for name in some})
            put_back(item, municipality, was_kept, kept(item, municipality))
            assert kept(item, municipality) == was_kept
        case 6:
            translate_somehow(chance, item, municipality)
        case _:
            for name in some:
                setattr(item, name, said(chance))
            with everything("test"):
                item.save()


def translate_somehow(chance: random.Random, item: Item, municipality: Municipality) -> None:
    """Some texts in Arabic, the owner's or the municipality's, shown or not; or none any more."""
    if written_in(item) == "ar":
        return
    names = [name for name in translatable(item.declaration) if is_text(item, name)]
    values = {name: said(chance) for name in names if chance.random() < 0.5}
    whose = chance.choice([None, municipality])
    write_translation(item, whose, "ar", values, is_shown=chance.random() < 0.8)


def values_of(overlay: Overlay | None) -> dict[str, Any]:
    """The own words, if there are any."""
    return overlay.values if overlay else {}


def is_text(item: Item, name: str) -> bool:
    """Whether any words may stand in the field."""
    return item.declaration.fields[name].kind == "text"


def is_public(item: Item, name: str) -> bool:
    """Whether everybody may read the field."""
    return item.declaration.fields[name].access == "public"


def said(chance: random.Random) -> str:
    """Some words."""
    return " ".join(chance.sample(WORDS, chance.randint(1, 4)))


def expected(item: Item, municipality: Municipality, name: str, language: str) -> str:
    """What the municipality shows to readers of a language, worked out the plain way."""
    own = values_of(overlay_of(item, municipality))
    if language != "da":
        for whose in (municipality, None):
            translation = translation_of(item, whose, language)
            if translation.is_shown and name in translation.values:
                return str(translation.values[name])
    return str(own.get(name, getattr(item, name)) or "")


def compare_doors(municipality: Municipality, number: int, ask: Ask, language: str) -> None:
    """Every item on the shelf, in every door."""
    question = search_question(municipality=municipality.code, size=100, language=language)
    found = services.search(question)
    hits = {(hit.type, hit.item_id): hit.title for hit in found.hits}
    visitor = Client(headers={"host": f"{municipality.slug}.localhost"})
    visitor.cookies["language"] = language
    shelf: set[tuple[str, int]] = set()
    for type_name, model in item_models().items():
        for item in model.objects.on_shelf_of(municipality):
            shelf.add((type_name, item.pk))
            title = expected(item, municipality, model.declaration.title_field, language)
            assert same(hits[type_name, item.pk], title)
            assert same(heading(visitor, item), title)
            compare_answer(item, municipality, ask, number, language)
    assert set(hits) == shelf


def compare_answer(
    item: Item, municipality: Municipality, ask: Ask, number: int, language: str
) -> None:
    """What the API says of every text."""
    fields_of = item.declaration.fields
    names = [name for name in fields_of if is_text(item, name) and is_public(item, name)]
    fields = " ".join(camel(name) for name in names)
    type_name = camel(item.type_name)
    with override(language):
        answer = ask(f'{{ {type_name}(slug: "{item.slug}") {{ {fields} }} }}', at=number)
    shown = answer["data"][type_name]
    for name in names:
        says = expected(item, municipality, name, language)
        assert (shown[camel(name)] or "") == says, (item.key, name, language)


def heading(visitor: Client, item: Item) -> str:
    """The heading of the item's page in the portal."""
    page = visitor.get(f"/{item.declaration.settings.path}/{item.slug}/")
    assert page.status_code == 200
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]+>", "", found[1]))


def same(one: str, other: str) -> bool:
    """Whether two texts say the same; a page may break lines where it likes."""
    return SPACE.sub(" ", one).strip() == SPACE.sub(" ", other).strip()
