"""GraphQL over HTTP: media types, status codes, and errors that help."""

import json
from typing import Any

import pytest
from django.test import Client

from cms.api.limits import MOST_ALIASES
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from tests.api.factories import World

NAME = next(iter(item_models()))
LIST = camel(plural(NAME))
AT = {"headers": {"host": "thisted.localhost"}}
MANY_ALIASES = " ".join(f"a{number}: __typename" for number in range(MOST_ALIASES + 1))
MUCH = " ".join(f"a{number}: owner {{ name slug kind }}" for number in range(90))
GRAPHQL_JSON = "application/graphql-response+json"


def post(
    client: Client, question: Any, accept: str = "application/json", **headers: str
) -> tuple[int, dict[str, Any]]:
    """Send a question; the status and the body."""
    response = client.post(
        "/graphql/",
        question if isinstance(question, str | bytes) else json.dumps(question),
        content_type="application/json",
        headers={"host": "thisted.localhost", "accept": accept, **headers},
    )
    assert response["Content-Type"].split(";")[0] == accept
    return response.status_code, response.json()


def code_of(body: dict[str, Any]) -> str:
    assert "data" not in body or body["data"] is None or body["errors"]
    return str(body["errors"][0]["extensions"]["code"])


def test_a_query_by_get_and_by_post(world: World, client: Client) -> None:
    query = f"{{ {LIST} {{ totalCount }} }}"
    got = client.get("/graphql/", {"query": query}, **AT)
    assert got.status_code == 200
    assert got["GraphQL-Way"] == "compiled"
    assert post(client, {"query": query}) == (200, got.json())


def test_a_municipality_by_path(world: World, client: Client) -> None:
    query = "{ municipality { slug } }"
    response = client.get("/thisted/graphql/", {"query": query}, headers={"host": "localhost"})
    assert response.json()["data"]["municipality"]["slug"] == "thisted"


def test_without_a_municipality_the_ways_are_told(world: World, client: Client) -> None:
    response = client.get(
        "/graphql/", {"query": "{ me { language } }"}, headers={"host": "localhost"}
    )
    assert response.status_code == 400
    assert code_of(response.json()) == "NO_MUNICIPALITY"
    assert "/thisted/graphql/" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("{", "the body"),
        ("[]", "The body"),
        ({"query": 5}, "query"),
        ({"query": ""}, "query"),
        ({"query": "{ me { language } }", "variables": []}, "variables"),
        ({"query": "{ me { language } }", "operationName": 7}, "operationName"),
    ],
)
def test_what_is_no_question_is_refused(
    world: World, client: Client, question: Any, place: str
) -> None:
    for accept in ("application/json", GRAPHQL_JSON):
        status, body = post(client, question, accept)
        assert status == 400
        assert place in body["errors"][0]["message"]


@pytest.mark.parametrize(
    "query",
    ["{ nothing }", "{ me { ", "query A { me { language } } query B { me { language } }", "\x00"],
)
def test_an_invalid_document(world: World, client: Client, query: str) -> None:
    assert post(client, {"query": query}, GRAPHQL_JSON)[0] == 400
    status, body = post(client, {"query": query})
    assert status == 200
    assert code_of(body) == "NOT_VALID"


def test_methods_and_media_types(world: World, client: Client) -> None:
    assert client.put("/graphql/", **AT).status_code == 405
    text = client.post("/graphql/", "{ me }", content_type="text/plain", **AT)
    assert text.status_code == 415
    accept = {"host": "thisted.localhost", "accept": "text/html"}
    assert client.get("/graphql/", {"query": "{ me }"}, headers=accept).status_code == 406


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (f"{{ {MANY_ALIASES} }}", "aliases"),
        ("{ feed(first: 101) { nodes { id } } }", "first"),
        (f"{{ {'a ' * 6000} }}", "5000"),
        ("# " + "x" * 60_000 + "\n{ __typename }", "50000 bytes"),
        (f"{{ {LIST}(first: 100) {{ nodes {{ {MUCH} }} }} }}", "cost"),
    ],
)
def test_limits_are_named(world: World, client: Client, query: str, word: str) -> None:
    _status, body = post(client, {"query": query})
    assert word in body["errors"][0]["message"], body["errors"][0]["message"]
    assert code_of(body) == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("cursor", ["x", "00", "5B5D", "zz", "FF", "5B" * 900, "", "😀"])
def test_a_bad_cursor_says_what_to_do(world: World, client: Client, cursor: str) -> None:
    query = f"query ($after: String) {{ {LIST}(after: $after) {{ nodes {{ id }} }} }}"
    status, body = post(client, {"query": query, "variables": {"after": cursor}})
    assert status == 200
    assert code_of(body) == "BAD_CURSOR"
    assert body["errors"][0]["path"] == [LIST]


def test_a_cursor_of_another_order_is_refused(world: World, client: Client) -> None:
    first = f"{{ {LIST}(first: 1) {{ pageInfo {{ endCursor }} }} }}"
    cursor = post(client, {"query": first})[1]["data"][LIST]["pageInfo"]["endCursor"]
    other = f'{{ {LIST}(orderBy: [SLUG], after: "{cursor}") {{ nodes {{ id }} }} }}'
    assert code_of(post(client, {"query": other})[1]) == "BAD_CURSOR"


def test_an_unknown_term_gets_a_proposal(world: World, client: Client) -> None:
    for name, model in item_models().items():
        for field in model.declaration.fields_of("terms"):
            listed = camel(plural(name))
            query = f'{{ {listed}(filter: {{{camel(field)}: ["nonsens"]}}) {{ totalCount }} }}'
            body = post(client, {"query": query})[1]
            assert code_of(body) == "BAD_VALUE"
            assert f"filter.{camel(field)}" in body["errors"][0]["message"]


def test_changes_come_from_our_own_pages_only(world: World, client: Client) -> None:
    question = {"query": "mutation { __typename }"}
    assert post(client, question)[0] == 403
    assert post(client, question, **{"sec-fetch-site": "cross-site"})[0] == 403
    assert post(client, question, origin="https://evil.example")[0] == 403
    assert post(client, question, origin="http://thisted.localhost")[0] == 200
    assert post(client, question, **{"sec-fetch-site": "same-origin"})[0] == 200
    assert post(client, question, **{"graphql-preflight": "1"})[0] == 200
    assert client.get("/graphql/", question, **AT).status_code == 405


def test_a_visitor_is_asked_to_log_in_before_a_change(world: World, client: Client) -> None:
    query = 'mutation { complete(item: "x:1") { startedAt } }'
    body = post(client, {"query": query}, **{"graphql-preflight": "1"})[1]
    assert code_of(body) == "LOGIN_REQUIRED"


def test_introspection_is_open(world: World, client: Client) -> None:
    from graphql import get_introspection_query

    status, body = post(client, {"query": get_introspection_query()})
    assert status == 200
    assert body["data"]["__schema"]["queryType"]["name"] == "Query"


def test_the_page_for_trying_out_asks_nothing_elsewhere(world: World, client: Client) -> None:
    response = client.get("/graphiql/", **AT)
    assert response.status_code == 200
    page = response.content.decode()
    assert "http" not in page.replace("https://www.w3.org", "")
    assert "unsafe-eval" not in response["Content-Security-Policy"]
    assert 'data-endpoint="/graphql/"' in page
