"""Which answers may be kept, by whom, and what one hears who has kept one."""

from typing import Any

import pytest
from django.test import Client

from tests.api.factories import World
from tests.api.test_http import AT, LIST, post

PUBLIC = f"{{ {LIST} {{ totalCount nodes {{ id title }} }} }}"


def get(client: Client, query: str, **headers: str) -> Any:
    return client.get("/graphql/", {"query": query}, headers={**AT["headers"], **headers})


def test_a_visitors_answer_may_be_kept(world: World, client: Client) -> None:
    response = get(client, PUBLIC)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=300"
    assert {"Cookie", "Origin", "Accept"} <= set(response["Vary"].split(", "))
    again = get(client, PUBLIC, **{"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == response["ETag"]
    other = get(client, PUBLIC, **{"if-none-match": '"else"'})
    assert (other.status_code, other.content) == (200, response.content)


@pytest.mark.parametrize(
    "query",
    [
        "{ me { language } }",
        "query Q { ...Mine } fragment Mine on Query { me { firstName } }",
        "{ nothing }",
        "{ feed(first: 101) { nodes { id } } }",
    ],
)
def test_an_answer_about_a_person_and_an_error_are_kept_by_nobody(
    world: World, client: Client, query: str
) -> None:
    response = get(client, query)
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_what_is_posted_or_asked_by_staff_is_kept_by_nobody(
    world: World, client: Client, admin_user: Any
) -> None:
    response = client.post("/graphql/", {"query": PUBLIC}, content_type="application/json", **AT)
    assert response["Cache-Control"] == "private, no-store"
    client.force_login(admin_user)
    assert get(client, PUBLIC)["Cache-Control"] == "private, no-store"


def test_the_cost_is_told_to_those_who_ask(world: World, client: Client) -> None:
    status, plain = post(client, {"query": PUBLIC})
    told = post(client, {"query": PUBLIC}, **{"graphql-cost": "1"})[1]
    limits = told.pop("extensions")["limits"]
    assert (status, told) == (200, plain)
    assert limits["cost"] == {"counted": 1 + 2 * 10 + 2 * 10, "most": 50_000}
    assert limits["depth"] == {"counted": 3, "most": 12}
    assert limits["fields"]["counted"] == 5
