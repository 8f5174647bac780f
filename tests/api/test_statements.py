"""How many statements a kept answer takes, and that a session read with the stamps is right."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone

from cms.citizens.identity.records import LogIn
from cms.citizens.identity.session import log_in
from cms.citizens.identity.sessions import SessionStore
from cms.citizens.identity.tokens import Identity
from cms.citizens.models import Citizen
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from tests.api.factories import World
from tests.support.keeping import keeping

__all__ = ["keeping"]
pytestmark = pytest.mark.usefixtures("keeping")
LIST = camel(plural(min(item_models())))
Counts = Callable[[int], Any]


@pytest.fixture
def client(world: World) -> Client:
    """A browser at the first municipality."""
    return Client(HTTP_HOST=f"{world.municipalities[0].slug}.localhost")


def logged_in(client: Client, name: str) -> Citizen:
    """Log somebody in, in that browser."""
    home = Municipality.objects.get(slug=client.defaults["HTTP_HOST"].partition(".")[0])
    citizen = Citizen.objects.create(issuer="t", subject=name, municipality=home)
    request: Any = RequestFactory().get("/")
    request.session = SessionStore()
    log_in(request, citizen, "t", Identity("t", name, name, protected_name=False))
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    return citizen


def asked(client: Client, query: str) -> Any:
    answer = client.post("/graphql/", {"query": query}, content_type="application/json")
    return json.loads(answer.content)["data"]


def listed(client: Client) -> Any:
    return asked(client, f"{{ {LIST}(first: 5) {{ nodes {{ id slug }} }} }}")


def name_of(client: Client) -> str | None:
    """Whom the portal takes the browser's person for."""
    answer = client.get("/log-ind/tid/")
    return None if not answer.json()["citizen"] else answer.wsgi_request.citizen.subject


def test_anybodys_kept_list_takes_one(client: Client, django_assert_num_queries: Counts) -> None:
    first = listed(client)
    with django_assert_num_queries(1):
        assert listed(client) == first


def test_so_does_a_citizens(client: Client, django_assert_num_queries: Counts) -> None:
    logged_in(client, "karoline")
    first = listed(client)
    with django_assert_num_queries(1):
        assert listed(client) == first


def test_each_browser_has_its_own_session(client: Client) -> None:
    other = Client(HTTP_HOST=client.defaults["HTTP_HOST"])
    logged_in(client, "karoline")
    logged_in(other, "mads")
    for _ in range(3):
        assert (name_of(client), name_of(other)) == ("karoline", "mads")
    assert name_of(Client(HTTP_HOST=client.defaults["HTTP_HOST"])) is None


def session_deleted() -> None:
    Session.objects.all().delete()


def session_expired() -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def session_forged() -> None:
    Session.objects.update(session_data="e30:forged:forged")


def ended_elsewhere() -> None:
    LogIn.objects.all().delete()


def unused_for_long() -> None:
    LogIn.objects.update(used_at=timezone.now() - timedelta(hours=2))


@pytest.mark.parametrize(
    "end", [session_deleted, session_expired, session_forged, ended_elsewhere, unused_for_long]
)
def test_what_has_ended_has_ended_at_once(client: Client, end: Callable[[], None]) -> None:
    logged_in(client, "karoline")
    listed(client)
    assert name_of(client) == "karoline"
    end()
    assert name_of(client) is None


def test_logging_out_counts_from_the_next_request(client: Client) -> None:
    logged_in(client, "karoline")
    key = client.cookies["sessionid"].value
    assert name_of(client) == "karoline"
    client.post("/log-ud/")
    client.cookies["sessionid"] = key
    assert name_of(client) is None


NO_KEYS = {
    "unknown": "x" * 32,
    "SQL": "' OR 1=1 --",
    "a zero": '"\\000aaaaaaaa"',
    "Danish": "æ" * 8,
    "long": "a" * 4000,
}


@pytest.mark.parametrize("key", NO_KEYS.values(), ids=NO_KEYS)
def test_a_cookie_that_is_no_session_is_nobodys(client: Client, key: str) -> None:
    logged_in(client, "karoline")
    browser = Client(HTTP_HOST=client.defaults["HTTP_HOST"], HTTP_COOKIE=f"sessionid={key}")
    assert name_of(browser) is None
    assert listed(browser)
