"""Keys of web teams at the GraphQL door: what they open, how often, and whose they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.history.models import HistoryEntry
from cms.keys.models import ApiKey
from cms.keys.services import make_key, revoke_key
from tests.api.factories import World

READING = "{ municipality { slug } }"
SEARCHING = 'query { ...hidden } fragment hidden on Query { suggest(words: "cv") { text } }'


def ask(client: Client, query: str, secret: str, at: str = "thisted") -> Any:
    """A question with a key."""
    headers = {"host": f"{at}.localhost", "authorization": f"Bearer {secret}"}
    return client.get("/graphql/", {"query": query}, headers=headers)


def code_of(response: Any) -> str:
    """The error's code."""
    return str(response.json()["errors"][0]["extensions"]["code"])


def made(world: World, *scopes: str, **quotas: int) -> tuple[ApiKey, str]:
    """A key of the municipality that the tests ask."""
    thisted = next(one for one in world.municipalities if one.slug == "thisted")
    new = make_key(thisted, "Forsiden", scopes or ("read", "search"), **quotas)
    return new.key, new.secret


def test_a_key_answers_and_only_its_day_is_kept(world: World, client: Client) -> None:
    key, secret = made(world)
    assert secret not in str(ApiKey.objects.values())
    assert ask(client, READING, secret).json()["data"]["municipality"]["slug"] == "thisted"
    key.refresh_from_db()
    assert (key.day, key.day_count) == (timezone.localdate(), 1)
    assert HistoryEntry.objects.filter(action="keys.make", object_id=key.pk).exists()


def test_without_a_key_one_is_answered_as_everybody(world: World, client: Client) -> None:
    answer = client.get("/graphql/", {"query": READING}, headers={"host": "thisted.localhost"})
    assert answer.status_code == 200


def test_a_wrong_and_a_revoked_key_are_refused(world: World, client: Client) -> None:
    key, secret = made(world)
    revoke_key(key)
    for wrong in ("", "x", "dvj_x_y", secret, secret + "x", "dvj_\x00_é"):
        refused = ask(client, READING, wrong)
        assert (refused.status_code, code_of(refused)) == (401, "KEY_REFUSED")
        assert "Bearer" in refused["WWW-Authenticate"]
        assert refused["Cache-Control"] == "private, no-store"
    key.refresh_from_db()
    assert key.day_count == 0


def test_a_key_is_of_one_municipality(world: World, client: Client) -> None:
    other = next(one for one in world.municipalities if one.slug != "thisted")
    secret = make_key(other, "Forsiden", ["read"]).secret
    assert ask(client, READING, secret).status_code == 401


def test_what_a_key_does_not_open_is_refused(world: World, client: Client) -> None:
    _key, reads = made(world, "read")
    _key, searches = made(world, "search")
    assert ask(client, READING, reads).status_code == 200
    assert "errors" not in ask(client, SEARCHING, searches).json()
    for query, secret in ((SEARCHING, reads), (READING, searches)):
        refused = ask(client, query, secret)
        assert (refused.status_code, code_of(refused)) == (403, "SCOPE_MISSING")


def test_quotas_say_how_long_to_wait(world: World, client: Client) -> None:
    key, secret = made(world, a_minute=2, a_day=3)
    now = timezone.now().replace(second=0, microsecond=0)
    assert [ask(client, READING, secret).status_code for _ in range(2)] == [200, 200]
    ApiKey.objects.update(minute=timezone.localtime().replace(second=0, microsecond=0))
    refused = ask(client, READING, secret)
    assert (refused.status_code, code_of(refused)) == (429, "QUOTA_EXCEEDED")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["errors"][0]["extensions"]["limit"] == "a_minute"
    ApiKey.objects.update(minute=now - timedelta(minutes=5))
    assert ask(client, READING, secret).status_code == 200
    ApiKey.objects.update(minute=now - timedelta(minutes=5))
    spent = ask(client, READING, secret)
    assert spent.json()["errors"][0]["extensions"] == {
        "code": "QUOTA_EXCEEDED", "limit": "a_day", "most": 3,
    }  # fmt: skip
    ApiKey.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert ask(client, READING, secret).status_code == 200
    key.refresh_from_db()
    assert key.day_count == 1


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"a_minute": 0}, {"a_day": 10**9}, {"name": " "}]
)
def test_a_key_that_can_not_be_is_not_made(world: World, wrong: dict[str, Any]) -> None:
    given = {"name": "Forsiden", "scopes": ["read"], **wrong}
    with pytest.raises(ValidationError) as refused:
        make_key(world.municipalities[0], **given)
    assert set(refused.value.message_dict) == set(wrong)
    assert not ApiKey.objects.exists()
