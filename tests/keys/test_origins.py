"""Pages elsewhere: those of named origins may read a municipality's answers, never with cookies."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.keys.models import AllowedOrigin
from cms.keys.origins import allow_origin, origin_of, shut_out
from tests.api.factories import World

ORIGIN = "https://www.thisted.example"
QUERY = {"query": "{ municipality { slug } }"}


def asked_first(client: Client, origin: str = ORIGIN, **more: str) -> Any:
    """What a browser sends before the question itself."""
    headers = {
        "host": "thisted.localhost",
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
        **more,
    }
    return client.options("/graphql/", headers=headers)


def told(response: Any) -> set[str]:
    """The headers of a response that are about pages elsewhere."""
    return {name for name in response.headers if name.startswith("Access-Control")}


@pytest.fixture
def allowed(world: World) -> AllowedOrigin:
    """Thisted's own website."""
    thisted = next(one for one in world.municipalities if one.slug == "thisted")
    return allow_origin(thisted, ORIGIN + "/")


def test_a_named_origin_may_ask_and_read(allowed: AllowedOrigin, client: Client) -> None:
    first = asked_first(client)
    assert first.status_code == 204
    assert first["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in first["Access-Control-Allow-Headers"]
    assert "Preflight" not in first["Access-Control-Allow-Headers"]
    headers = {"host": "thisted.localhost", "origin": ORIGIN}
    answer = client.get("/graphql/", QUERY, headers=headers)
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    known = client.get("/graphql/", QUERY, headers={**headers, "if-none-match": answer["ETag"]})
    assert (known.status_code, known["Access-Control-Allow-Origin"]) == (304, ORIGIN)
    refused = client.get("/graphql/", {"query": "{"}, headers=headers)
    assert refused["Access-Control-Allow-Origin"] == ORIGIN
    for response in (first, answer, known, refused):
        assert "Origin" in response["Vary"]
        assert "Access-Control-Allow-Credentials" not in response


def test_others_may_not(allowed: AllowedOrigin, client: Client) -> None:
    for origin in ("https://thisted.example", "http://www.thisted.example", "null", "https://x.dk"):
        assert not told(asked_first(client, origin))
        headers = {"host": "thisted.localhost", "origin": origin}
        assert not told(client.get("/graphql/", QUERY, headers=headers))
    assert not told(asked_first(client, host="aarhus.localhost"))
    assert not told(asked_first(client, host="localhost"))
    shut_out(allowed)
    assert not told(asked_first(client))


def test_a_named_origin_still_changes_nothing(allowed: AllowedOrigin, client: Client) -> None:
    body = {"query": "mutation { __typename }"}
    headers = {"host": "thisted.localhost", "origin": ORIGIN, "graphql-preflight": "1"}
    answer = client.post("/graphql/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://WWW.Thisted.dk/", "https://www.thisted.dk"),
        ("https://thisted.dk:443", "https://thisted.dk"),
        ("https://thisted.dk:8443", "https://thisted.dk:8443"),
        ("https://ærø.dk", "https://xn--r-3fa9c.dk"),
        ("http://localhost:3000", "http://localhost:3000"),
    ],
)
def test_origins_are_kept_as_browsers_send_them(written: str, origin: str) -> None:
    assert origin_of(written) == origin


@pytest.mark.parametrize(
    "written",
    ["*", "null", "", "thisted.dk", "http://thisted.dk", "https://*.dk", "https://a.dk/sti",
     "https://a@b.dk", "https://a.dk?x", "https://a.dk:port", "https://[::1", "javascript:1"],
)  # fmt: skip
def test_what_is_no_origin_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        origin_of(written)
