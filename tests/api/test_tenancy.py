"""Whatever is asked, nothing of a shelf that isn't the reader's comes back."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from cms.api.documents import Refused, read_document
from cms.api.execution import answer
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from cms.library.scope import everything
from tests.api.conftest import Ask, request_of
from tests.api.factories import World
from tests.api.questions import Questions
from tests.conftest import SEED

QUESTIONS = 120


def visible(world: World, at: int) -> dict[str, dict[int, str]]:
    """Primary keys and slugs on a shelf, by type, straight from the library."""
    return {
        name: dict(model.objects.on_shelf_of(world.municipalities[at]).values_list("pk", "slug"))
        for name, model in item_models().items()
    }


def mark_everything(world: World) -> dict[str, str]:
    """Give each item a title of its own, and say which key each title belongs to."""
    marked: dict[str, str] = {}
    with everything("each item gets a mark of its own"):
        for items in world.items.values():
            for item in items:
                fresh = type(item).objects.get(pk=item.pk)
                mark = f"mark-{fresh.type_name}-{fresh.pk}-mark"
                setattr(fresh, fresh.declaration.title_field, mark)
                fresh.save()
                marked[mark] = fresh.key
                for words in fresh.translations.filter(municipality=None):
                    words.values, words.is_shown = {fresh.declaration.title_field: mark}, True
                    words.save()
    return marked


def texts(value: Any) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.slow
def test_random_questions_of_two_municipalities_show_no_foreign_item(world: World) -> None:
    marked = mark_everything(world)
    questions = Questions(random.Random(SEED), declared_only=False)
    for number in range(QUESTIONS):
        query, variables = questions.make()
        for at in (0, 1):
            shelf = {f"{n}:{pk}" for n, found in visible(world, at).items() for pk in found}
            other = world.municipalities[1 - at].name
            request = request_of(world.municipalities[at])
            try:
                body = answer(request, read_document(query), None, variables).body
            except Refused:
                continue
            for text in texts(json.loads(body).get("data")):
                where = f"seed {SEED}, question {number}: {query} {variables}"
                assert text not in marked or marked[text] in shelf, f"{text} at {where}"
                assert not text.startswith(f"{other}: "), f"the other's own words at {where}"
                if ":" in text and text.split(":")[0] in item_models():
                    assert text in shelf, f"{text} at {where}"


def test_counts_and_facets_count_the_own_shelf_only(world: World, ask: Ask) -> None:
    for at in (0, 1):
        for name, found in visible(world, at).items():
            field = camel(plural(name))
            facets = "facets { field values { value count } }" if has_facets(name) else ""
            data = ask(f"{{ {field} {{ totalCount {facets} }} }}", at)["data"][field]
            assert data["totalCount"] == len(found)
            for facet in data.get("facets", []):
                if item_models()[name].declaration.fields[facet["field"]].kind != "terms":
                    assert sum(value["count"] for value in facet["values"]) <= len(found)


def has_facets(type_name: str) -> bool:
    return bool(item_models()[type_name].declaration.facets)


def test_a_foreign_item_is_null_by_its_slug(world: World, ask: Ask) -> None:
    shelves = [visible(world, at) for at in (0, 1)]
    for name in item_models():
        foreign = set(shelves[0][name].values()) - set(shelves[1][name].values())
        for slug in sorted(foreign)[:2]:
            data = ask(f'{{ {camel(name)}(slug: "{slug}") {{ id title }} }}', 1)["data"]
            assert data[camel(name)] is None


def test_the_feed_holds_the_own_shelf_and_pages_through_it(world: World, ask: Ask) -> None:
    for at in (0, 1):
        shelf = {f"{n}:{pk}" for n, found in visible(world, at).items() for pk in found}
        seen: list[str] = []
        after: str | None = None
        while True:
            data = ask(
                "query ($after: String) { feed(first: 7, after: $after) "
                "{ nodes { id why { text key } } pageInfo { hasNextPage endCursor } } }",
                at,
                after=after,
            )["data"]["feed"]
            seen += [node["id"] for node in data["nodes"]]
            after = data["pageInfo"]["endCursor"]
            if not data["pageInfo"]["hasNextPage"]:
                break
        assert len(seen) == len(set(seen))
        assert set(seen) == shelf
