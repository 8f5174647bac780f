"""Search and suggestions through GraphQL."""

import json
from pathlib import Path
from typing import Any

import pytest

from cms.api.documents import read_document
from cms.api.execution import Question
from cms.library.models import Item
from cms.library.registry import item_models
from cms.search import services
from cms.search.wordbook.services import add_item, recommend
from tests.api.conftest import Ask, request_of
from tests.api.factories import World


@pytest.fixture
def indexed(world: World, settings: Any, tmp_path: Path) -> World:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    services.rebuild()
    return world


def test_search_finds_on_the_own_shelf_only(indexed: World, ask: Ask) -> None:
    for at in (0, 1):
        shelf = {
            f"{name}:{pk}"
            for name, model in item_models().items()
            for pk in model.objects.on_shelf_of(indexed.municipalities[at]).values_list(
                "pk", flat=True
            )
        }
        found = ask("{ search(first: 100) { totalCount nodes { id } } }", at)["data"]["search"]
        assert {node["id"] for node in found["nodes"]} == shelf
        assert found["totalCount"] == len(shelf)


def test_search_counts_types_and_filters_by_them(indexed: World, ask: Ask) -> None:
    facets = "facets { field label values { value label count } }"
    found = ask(f'{{ search(facets: ["language"]) {{ {facets} }} }}')["data"]["search"]["facets"]
    assert [facet["field"] for facet in found] == ["type", "language"]
    first = found[0]["values"][0]
    query = (
        "query ($value: String!) { search(first: 100, "
        'filter: [{field: "type", values: [$value]}]) { nodes { typeName } totalCount } }'
    )
    narrowed = ask(query, value=first["value"])["data"]["search"]
    assert {node["typeName"] for node in narrowed["nodes"]} == {first["value"]}
    assert narrowed["totalCount"] == first["count"]


def test_suggestions_stand_on_the_own_shelf(indexed: World, ask: Ask) -> None:
    found = ask('{ suggest(words: "jobsam") { text item { id url } } }')
    assert "errors" not in found


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ('filter: [{field: "topicz", values: ["a"]}]', "topics"),
        ('facets: ["languag"]', "language"),
        ("near: {latitude: 99, longitude: 9, kilometres: 5}", "near.latitude"),
        ("sort: NEAREST", "near"),
        ("page: -1", "page"),
        ("first: 1000", "first"),
    ],
)
def test_a_wrong_search_names_the_place(
    indexed: World, ask: Ask, arguments: str, place: str
) -> None:
    error = ask(f"{{ search({arguments}) {{ totalCount }} }}")["errors"][0]
    assert place in error["message"]
    assert error["extensions"]["code"] in ("BAD_VALUE", "LIMIT_EXCEEDED")


def test_similar_items_stand_on_the_own_shelf_and_are_never_the_item_itself(
    indexed: World, ask: Ask
) -> None:
    every = ask("{ search(first: 100) { nodes { id } } }")["data"]["search"]["nodes"]
    shelf = {one["id"] for one in every}
    nodes = ask("{ search(first: 5) { nodes { id similar(first: 3) { id } } } }")["data"]
    found = nodes["search"]["nodes"]
    assert any(node["similar"] for node in found)
    for node in found:
        alike = [one["id"] for one in node["similar"]]
        assert set(alike) <= shelf - {node["id"]}
        assert len(alike) <= 3


def test_similar_has_limits_that_say_the_way_out(indexed: World, ask: Ask) -> None:
    for query, said in (
        ("{ search(first: 5) { nodes { similar(first: 11) { id } } } }", "fewer"),
        ("{ search(first: 5) { nodes { similar(first: -1) { id } } } }", "fewer"),
        (
            "{ search(first: 20) { nodes { a: similar(first: 1) { id } "
            "b: similar(first: 2) { id } c: similar(first: 3) { id } } } }",
            "fewer items",
        ),
    ):
        [error, *_] = ask(query)["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert said in error["message"]


def test_a_hit_says_whether_editors_chose_it(indexed: World, ask: Ask) -> None:
    here = indexed.municipalities[0]
    item = Item.objects.on_shelf_of(here).order_by("pk").first()
    assert item is not None
    add_item(recommend(here, ["xqzwvk"]), item)
    hits = '{ search(words: "xqzwvk") { totalCount hits { recommended item { id } } } }'
    found = ask(hits)["data"]["search"]
    assert found["hits"] == [{"recommended": True, "item": {"id": item.key}}]
    assert ask(hits, 1)["data"]["search"]["totalCount"] == 0
    typed = ask('{ suggest(words: "xqz") { item { id } } }')["data"]["suggest"]
    assert typed == [{"item": {"id": item.key}}]


def test_the_limit_of_similar_is_passed_at_the_same_place_both_ways(
    indexed: World, ask: Ask
) -> None:
    """What the plan begins and gives up isn't counted when the executor begins anew."""
    below = "similar(first: 8) { id similar { id similar { id } } }"
    question = f"{{ search(first: 5) {{ nodes {{ {below} }} }} feed {{ nodes {{ id }} }} }}"
    asked = read_document(question)
    request = request_of(indexed.municipalities[0])
    whole = Question(request, asked, asked.operation(None), {}, None).by_executor()
    assert ask(question) == json.loads(whole.body)
    assert b"LIMIT_EXCEEDED" in whole.body
