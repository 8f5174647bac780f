"""A provider ends a log-in from outside; a message that isn't right changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from cms.citizens.identity.records import LogIn, SpentLogoutToken
from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_logout import EVENT
from cms.municipalities.models import Municipality
from tests.citizens.conftest import Visitor

Change = Callable[[dict[str, Any]], dict[str, Any]]
ADDRESS = "/log-ud/fra-udbyder/borger/mitid/"


def claims_of(provider: IdentityProvider, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims = {
        "iss": provider.issuer,
        "aud": "jobunivers",
        "sub": "demo-karoline",
        "iat": now,
        "exp": now + 120,
        "jti": "one",
        "events": {EVENT: {}},
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


def send(token: str) -> Any:
    """As the provider does it: no cookies, no form's token, another host."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post(
        ADDRESS, {"logout_token": token}
    )


def test_every_login_of_the_person_ends(visitor: Visitor, provider: IdentityProvider) -> None:
    other = Visitor(Client(HTTP_HOST="thisted.localhost:8000"))
    visitor.log_in()
    other.log_in()
    answer = send(provider.signer.sign(claims_of(provider)))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert visitor.get("/").content == other.get("/").content == b"nobody"
    assert not LogIn.objects.exists()


def test_only_the_named_login_ends(visitor: Visitor, provider: IdentityProvider) -> None:
    other = Visitor(Client(HTTP_HOST="thisted.localhost:8000"))
    visitor.log_in()
    mine = LogIn.objects.get()
    other.log_in()
    token = provider.signer.sign(claims_of(provider, sid=mine.provider_session, sub=None))
    assert send(token).status_code == 200
    assert visitor.get("/").content == b"nobody"
    assert other.get("/").content == b"Karoline"


def test_a_session_kept_in_a_cookie_ends_too(
    provider: IdentityProvider, thisted: Municipality, settings: Any
) -> None:
    """Nothing in such a session can be taken back: its row is gone, and that is enough."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    visitor = Visitor(Client(HTTP_HOST="thisted.localhost:8000"))
    visitor.log_in()
    kept = visitor.client.cookies["sessionid"].value
    send(provider.signer.sign(claims_of(provider)))
    assert visitor.get("/").content == b"nobody"
    visitor.client.cookies["sessionid"] = kept
    assert visitor.get("/").content == b"nobody"


def test_the_login_page_says_why(visitor: Visitor, provider: IdentityProvider) -> None:
    visitor.log_in()
    send(provider.signer.sign(claims_of(provider)))
    assert visitor.get("/min-profil/").status_code == 302
    assert "et andet sted" in visitor.get("/log-ind/").content.decode()


def assert_refused(visitor: Visitor, token: str) -> None:
    answer = send(token)
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    assert visitor.get("/").content == b"Karoline"
    assert LogIn.objects.count() == 1
    assert not SpentLogoutToken.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "https://else.example"}, id="issuer"),
        pytest.param({"aud": "another"}, id="audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"exp": int(time.time()) - 3600}, id="expired"),
        pytest.param({"exp": "soon"}, id="exp is no time"),
        pytest.param({"exp": 10**18}, id="exp for ever"),
        pytest.param({"iat": None}, id="no iat"),
        pytest.param({"iat": int(time.time()) + 3600}, id="future"),
        pytest.param({"iat": int(time.time()) - 3600, "exp": None}, id="old without exp"),
        pytest.param({"events": None}, id="no events"),
        pytest.param({"events": {"other": {}}}, id="another event"),
        pytest.param({"events": [EVENT]}, id="events is a list"),
        pytest.param({"nonce": "n"}, id="nonce"),
        pytest.param({"jti": None}, id="no jti"),
        pytest.param({"sub": None}, id="nobody named"),
        pytest.param({"sub": ["demo-karoline"]}, id="sub is a list"),
    ],
)
def test_a_message_that_is_not_right(
    visitor: Visitor, provider: IdentityProvider, changes: dict[str, Any]
) -> None:
    visitor.log_in()
    assert_refused(visitor, provider.signer.sign(claims_of(provider, **changes)))


@pytest.mark.parametrize("how", ["unsigned", "foreign key", "shared secret", "nothing", "identity"])
def test_a_message_that_the_provider_did_not_sign(
    visitor: Visitor, provider: IdentityProvider, how: str
) -> None:
    visitor.log_in()
    claims, kid = claims_of(provider), provider.signer.public_keys()["keys"][0]["kid"]
    token = ""
    match how:
        case "unsigned":
            key = OctKey.import_key("any-key-that-is-long-enough")
            token = jwt.encode({"alg": "none"}, claims, key, algorithms=["none"])
        case "foreign key":
            key = RSAKey.generate_key(2048)
            token = jwt.encode({"alg": "RS256", "kid": kid}, claims, key)
        case "shared secret":
            key = OctKey.import_key("a-secret-of-the-tests")
            token = jwt.encode({"alg": "HS256", "kid": kid}, claims, key)
        case "identity":
            token = visitor.client.session["citizen_login"]["hint"]
    assert_refused(visitor, token)


def test_a_message_works_once(visitor: Visitor, provider: IdentityProvider) -> None:
    visitor.log_in()
    token = provider.signer.sign(claims_of(provider))
    assert send(token).status_code == 200
    visitor.log_in()
    assert send(token).status_code == 400
    assert visitor.get("/").content == b"Karoline"
    assert SpentLogoutToken.objects.count() == 1


def test_a_message_about_another_person(visitor: Visitor, provider: IdentityProvider) -> None:
    visitor.log_in()
    assert send(provider.signer.sign(claims_of(provider, sub="demo-sara"))).status_code == 200
    assert visitor.get("/").content == b"Karoline"


@pytest.mark.parametrize("address", ["borger/facebook/", "nowhere/mitid/"])
def test_an_unknown_provider(provider: IdentityProvider, db: None, address: str) -> None:
    answer = Client(HTTP_HOST="localhost").post(f"/log-ud/fra-udbyder/{address}", {})
    assert answer.status_code == 400


def test_only_posted(provider: IdentityProvider, db: None) -> None:
    assert Client(HTTP_HOST="localhost").get(ADDRESS).status_code == 405
