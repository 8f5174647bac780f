"""Operations that are known by their hash."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from tests.api.factories import World
from tests.api.test_http import AT, GRAPHQL_JSON, LIST, code_of, post

QUERY = f"{{ {LIST} {{ totalCount }} }}"
FEED = (Path(django_settings.GRAPHQL_DIR) / "operations" / "feed.graphql").read_text("utf-8")


def by_hash(text: str, **more: Any) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}, **more}


@pytest.fixture(autouse=True)
def nothing_learnt() -> None:
    cache.clear()


def test_the_projects_own_operations_are_known_by_hash(world: World, client: Client) -> None:
    status, body = post(client, by_hash(FEED, variables={"first": 1}))
    assert (status, "errors" in body) == (200, False)
    assert body["data"]["municipality"]["name"]
    got = client.get(
        "/graphql/", {"extensions": json.dumps(by_hash(FEED)["extensions"])}, **AT
    ).json()
    assert got["data"]["municipality"] == body["data"]["municipality"]


def test_an_operation_is_learnt_from_its_first_sender(world: World, client: Client) -> None:
    assert post(client, by_hash(QUERY), GRAPHQL_JSON)[0] == 400
    body = post(client, by_hash(QUERY))[1]
    assert code_of(body) == "PERSISTED_QUERY_NOT_FOUND"
    assert body["errors"][0]["message"] == "PersistedQueryNotFound"
    taught = post(client, by_hash(QUERY, query=QUERY))
    assert post(client, by_hash(QUERY)) == taught


def test_a_wrong_hash_and_a_wrong_operation_are_not_learnt(world: World, client: Client) -> None:
    status, body = post(client, by_hash("{ other }", query=QUERY))
    assert (status, code_of(body)) == (400, "PERSISTED_QUERY_MISMATCH")
    assert code_of(post(client, by_hash("{ nothing }", query="{ nothing }"))[1]) == "NOT_VALID"
    for text in (QUERY, "{ other }", "{ nothing }"):
        assert code_of(post(client, by_hash(text))[1]) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "said", [None, 5, [], {}, {"version": 2}, {"version": 1, "sha256Hash": "æ" * 64}]
)
def test_what_is_no_hash_is_refused(world: World, client: Client, said: Any) -> None:
    status, body = post(client, {"extensions": {"persistedQuery": said}})
    assert (status, code_of(body)) == (400, "NOT_VALID")


def test_where_only_the_projects_own_are_allowed(
    world: World, client: Client, settings: Any
) -> None:
    settings.GRAPHQL_ONLY_PERSISTED = True
    for question in ({"query": QUERY}, by_hash(QUERY), by_hash(QUERY, query=QUERY)):
        status, body = post(client, question)
        assert (status, code_of(body)) == (403, "OPERATION_NOT_ALLOWED")
        assert "graphql/operations" in body["errors"][0]["message"]
    for question in ({"query": FEED}, by_hash(FEED), by_hash(FEED, query=FEED)):
        assert "data" in post(client, question)[1]
