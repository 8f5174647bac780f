"""Nothing foreign in any door: pages, API, search, feeds, files, and every address of the admin.

The world is random (its seed is printed); what must not be seen carries a mark of its own.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.declarations.names import camel, plural
from cms.history.models import HistoryEntry
from cms.library.documents import document_fields
from cms.library.models import Item, Overlay, Translation
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality, User
from cms.search import services
from cms.staff.access import welcome
from tests.acceptance.library.matrix.addresses import addresses_about
from tests.acceptance.library.matrix.stored import changed, stored
from tests.acceptance.library.matrix.world import client_of, make_world, mark
from tests.acceptance.library.test_01_role_by_action import whole
from tests.api.factories import World
from tests.api.factories import make_world as random_world
from tests.api.questions import Questions
from tests.api.test_tenancy import mark_everything
from tests.conftest import SEED

pytestmark = pytest.mark.django_db
QUESTIONS = 40
FOREIGN = {
    "municipal_administrator": ("naboby", "national"),
    "company_user": ("smedjen",),
    "visitor": ("naboby",),
}
# Wagtail's own views fail on some half-filled forms; ours say what is wrong.
LANGUAGES = ("da", "ar", "en")
OURS = ("editor_", "personalisation_")
OF_THE_LIBRARY = ("library", "content", "municipalities_", "exchange", "appearance")
# Pressing every button also presses one's own, which only writes about oneself.
OF_ONESELF = {"library_shelfvisit"}


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    """A random library on the random shelves of two municipalities, all of it marked."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    made = random_world(random.Random(SEED))
    for overlay in Overlay.objects.all():
        own = f"ord-{overlay.municipality.slug}-ord"
        overlay.values = dict.fromkeys(overlay.values, own)
        overlay.save()
    for words in Translation.objects.exclude(municipality=None).select_related("municipality"):
        own = f"ord-{words.municipality.slug}-ord"
        words.values, words.is_shown = dict.fromkeys(["title", "summary"], own), True
        words.save()
    return made


def shelf_of(municipality: Municipality) -> set[str]:
    """Keys of what stands there."""
    return _keys(lambda model: model.objects.on_shelf_of(municipality))


def told_at(municipality: Municipality) -> set[str]:
    """The same, and what stood there until it closed: its page says that it is over."""
    return shelf_of(municipality) | _keys(
        lambda model: model.objects.closed_on_shelf_of(municipality)
    )


def _keys(found: Callable[[Any], Any]) -> set[str]:
    return {
        f"{name}:{key}"
        for name, model in item_models().items()
        for key in found(model).values_list("pk", flat=True)
    }


def answers(client: Client, municipality: Municipality) -> Iterator[tuple[str, bytes]]:
    """What a municipality's public doors say, each with the question."""
    host = {"host": f"{municipality.slug}.localhost"}
    asked = [*pages(), *foreign_pages(municipality), *questions()]
    for number, (path, query) in enumerate(asked):
        client.cookies["language"] = LANGUAGES[number % len(LANGUAGES)]
        answer = client.get(path, query, headers=host)
        assert answer.status_code < 500, f"{path} {query}"
        yield f"{path} {query}", whole(answer)


def pages() -> Iterator[tuple[str, dict[str, str]]]:
    """Front page, lists, search with its suggestions, feeds, map and what is lost."""
    yield from ((path, {}) for path in ("/", "/sitemap.xml", "/lagt-ned/", "/soeg/"))
    for name, model in item_models().items():
        path = model.declaration.settings.path
        for one in (f"/{path}/", f"/{path}/feed.rss", f"/{path}/feed.atom", f"/{path}/lagt-ned/"):
            yield one, {}
        for words in (f"mark-{name}", "mark", "ord"):
            yield "/soeg/", {"q": words}
            yield "/soeg/forslag/", {"q": words}


def foreign_pages(municipality: Municipality) -> Iterator[tuple[str, dict[str, str]]]:
    """The pages, documents and buttons of what stands elsewhere only."""
    told = told_at(municipality)
    with everything("the addresses of what must not be there"):
        for model in item_models().values():
            for item in model.objects.all():
                if item.key in told:
                    continue
                page = f"/{model.declaration.settings.path}/{item.slug}/"
                yield page, {}
                for capability in model.declaration.capabilities:
                    yield f"{page}{capability}/", {}
                name = camel(model.declaration.name)
                yield "/graphql/", {"query": f'{{ {name}(slug: "{item.slug}") {{ id title }} }}'}


def questions() -> Iterator[tuple[str, dict[str, str]]]:
    """Random operations, searches and suggestions, and some that are wrong."""
    chance = random.Random(SEED)
    source = Questions(chance, declared_only=False)
    for _number in range(QUESTIONS):
        query, variables = source.make()
        yield "/graphql/", {"query": query, "variables": json.dumps(variables)}
    for words in ("mark", "mark-course", "ord"):
        found = "totalCount suggestion nodes { id title } facets { values { label count } }"
        yield "/graphql/", {"query": f'{{ search(words: "{words}") {{ {found} }} }}'}
        yield "/graphql/", {"query": f'{{ suggest(words: "{words}") {{ text item {{ id }} }} }}'}
    for name in item_models():
        yield "/graphql/", {"query": f"{{ {camel(plural(name))} {{ nodes {{ titel }} }} }}"}


@pytest.mark.slow
def test_two_municipalities_see_nothing_of_each_other_at_any_public_door(world: World) -> None:
    marked = mark_everything(world)
    services.rebuild()
    first, second = world.municipalities
    for municipality, other in ((first, second), (second, first)):
        shelf, told = shelf_of(municipality), told_at(municipality)
        seen = 0
        for asked, body in answers(Client(), municipality):
            where = f"seed {SEED}, {municipality.slug}: {asked}"
            for word, key in marked.items():
                found = word.encode() in body
                seen += found
                assert not found or key in told, f"{key} at {where}"
            assert f"ord-{other.slug}-ord".encode() not in body, f"the other's words at {where}"
        assert seen > len(shelf), "the marks are seen where they may be"


@pytest.mark.slow
def test_counts_are_of_the_own_shelf(world: World) -> None:
    services.rebuild()
    for municipality in world.municipalities:
        shelf = shelf_of(municipality)
        counted = {name: sum(key.startswith(f"{name}:") for key in shelf) for name in item_models()}
        asked = " ".join(f"{camel(plural(name))} {{ totalCount }}" for name in counted)
        query = f"{{ {asked} search {{ totalCount facets {{ field values {{ count }} }} }} }}"
        answer = Client().get(
            "/graphql/", {"query": query}, headers={"host": f"{municipality.slug}.localhost"}
        )
        data = answer.json()["data"]
        assert {n: data[camel(plural(n))]["totalCount"] for n in counted} == counted
        assert data["search"]["totalCount"] == len(shelf)
        types = next(one for one in data["search"]["facets"] if one["field"] == "type")
        assert sum(value["count"] for value in types["values"]) == len(shelf)


@pytest.mark.slow
def test_an_editor_sees_nothing_that_others_keep_to_themselves(world: World) -> None:
    marked = mark_everything(world)
    for municipality in world.municipalities:
        user = User.objects.create_user(municipality.slug, f"{municipality.slug}@x.example", "x")
        welcome(user, "municipal_administrator", municipality)
        client = Client()
        client.force_login(user)
        visible = {
            f"{name}:{key}"
            for name, model in item_models().items()
            for key in model.objects.visible_to_editor(user).values_list("pk", flat=True)
        }
        for path, query in editors_pages():
            body = whole(client.get(path, query))
            for word, key in marked.items():
                where = f"seed {SEED}, {municipality.slug}: {path} {query}"
                assert word.encode() not in body or key in visible, f"{key} at {where}"


def editors_pages() -> Iterator[tuple[str, dict[str, str]]]:
    """The desk, the shelf, own words and translations, the history, exports, each type's list."""
    yield reverse("wagtailadmin_home"), {}
    for query in ({}, {"q": "mark"}, {"vis": "new"}, {"fra": "municipality"}):
        yield reverse("editor_shelf"), query
        yield reverse("editor_overlays"), query
        yield reverse("editor_translations"), query
    for query in ({}, {"label": "mark"}, {"export": "csv"}):
        yield reverse("editor_history"), query
    yield reverse("editor_export_json"), {}
    for model in item_models().values():
        namespace = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
        for query in ({}, {"q": "mark"}):
            yield reverse(f"{namespace}:list"), query


@pytest.mark.slow
@pytest.mark.parametrize(("actor", "foreign"), FOREIGN.items())
def test_no_address_of_the_admin_tells_or_changes_anything_foreign(
    actor: str, foreign: tuple[str, ...]
) -> None:
    world = make_world()
    client = client_of(world, actor)
    client.raise_request_exception = False
    before, written = stored(), HistoryEntry.objects.filter(owner__slug__in=foreign)
    count = written.count()
    faults = []
    for owner in (world.owners[slug] for slug in foreign):
        for address, name in addresses_about(world, owner).items():
            for method in (client.get, client.post):
                answer = method(address, {"q": "kendeord"})
                said = f"{actor} {method.__name__} {name} of {owner.slug}: {answer.status_code}"
                if mark(owner).encode() in whole(answer):
                    faults.append(f"{said} shown")
                if answer.status_code >= 500 and name.startswith(OURS):
                    faults.append(f"{said} failed")
    tables = changed(before, stored())
    content = {name for name in tables if name.startswith(OF_THE_LIBRARY)} - OF_ONESELF
    assert not faults, "\n" + "\n".join(faults)
    assert not content
    assert written.count() == count


def test_documents_that_hang_on_nothing_are_not_fetched(world: World) -> None:
    with everything("detached"):
        for model in item_models().values():
            for field in document_fields(model):
                model.objects.update(**{field: None})
        assert Item.objects.exists()
    for municipality in world.municipalities:
        host = {"host": f"{municipality.slug}.localhost"}
        assert Client().get("/documents/1/bilag.txt", headers=host).status_code == 404
