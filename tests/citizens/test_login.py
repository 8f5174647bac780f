"""Logging in over the real protocol, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from cms.citizens.models import Citizen
from cms.demo.identity_provider import IdentityProvider
from cms.municipalities.models import Municipality
from tests.citizens.conftest import Visitor

Change = Callable[[dict[str, Any]], dict[str, Any]]


def tell(provider: IdentityProvider, change: Change) -> None:
    """Let the provider sign changed claims."""
    honest = provider.signer.claims
    provider.signer.claims = lambda grant: change(honest(grant))  # type: ignore[method-assign]


def assert_refused(visitor: Visitor, answer: Any, status: int = 403) -> None:
    """Refused with a page that offers a way on; nothing stored, nobody logged in."""
    assert answer.status_code == status
    assert "Prøv igen" in answer.content.decode()
    assert not Citizen.objects.exists()
    assert visitor.get("/").content == b"nobody"


def test_first_login_makes_a_citizen_and_asks_the_questions(visitor: Visitor) -> None:
    answer = visitor.log_in()
    citizen = Citizen.objects.get()
    assert (citizen.subject, citizen.display_name) == ("demo-karoline", "Karoline")
    assert citizen.municipality.slug == "thisted"
    assert answer["Location"] == "/om-dig/"
    assert visitor.get("/").content == b"Karoline"


def test_login_works_under_a_path(visitor_by_path: Visitor) -> None:
    address = visitor_by_path.begin()
    redirect_uri = parse_qs(urlsplit(address).query)["redirect_uri"]
    assert redirect_uri == ["http://localhost:8000/thisted/log-ind/mitid/retur/"]
    answer = visitor_by_path.come_back(visitor_by_path.choose(address))
    assert answer["Location"] == "/thisted/om-dig/"
    assert visitor_by_path.get("/").content == b"Karoline"


def test_later_logins_go_where_one_was_heading(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.post("/log-ud/")
    answer = visitor.log_in("/kurser/?emne=cv")
    assert answer["Location"] == "/kurser/?emne=cv"
    assert Citizen.objects.count() == 1


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
)
def test_next_cannot_lead_away(visitor: Visitor, elsewhere: str) -> None:
    visitor.log_in()
    visitor.post("/log-ud/")
    assert visitor.log_in(elsewhere)["Location"] == "/"


def test_next_stays_within_the_municipality(visitor_by_path: Visitor) -> None:
    visitor_by_path.log_in()
    assert visitor_by_path.log_in("/vejen/")["Location"] == "/thisted/"


def test_a_login_counts_at_one_municipality_only(
    visitor_by_path: Visitor, vejen: Municipality
) -> None:
    visitor_by_path.log_in()
    at_vejen = Visitor(visitor_by_path.client, "/vejen")
    assert at_vejen.get("/").content == b"nobody"
    assert at_vejen.get("/min-profil/").status_code == 302
    at_vejen.log_in()
    assert Citizen.objects.filter(municipality=vejen).count() == 1
    assert Citizen.objects.count() == 2


def test_the_request_is_bound_by_pkce_state_and_nonce(visitor: Visitor) -> None:
    asked = parse_qs(urlsplit(visitor.begin()).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["acr_values"] == ["https://data.gov.dk/concept/core/nsis/Substantial"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))


def test_the_session_gets_a_new_key(visitor: Visitor) -> None:
    address = visitor.choose(visitor.begin())
    planted = visitor.client.cookies["sessionid"].value
    visitor.come_back(address)
    assert visitor.client.cookies["sessionid"].value != planted
    stranger = Client(HTTP_HOST="thisted.localhost:8000")
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/").content == b"nobody"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda claims: claims | {"iss": "https://else.example"}, id="issuer"),
        pytest.param(lambda claims: claims | {"aud": "somebody-else"}, id="audience"),
        pytest.param(
            lambda claims: claims | {"aud": ["jobunivers", "other"], "azp": "other"}, id="azp"
        ),
        pytest.param(lambda claims: claims | {"exp": int(time.time()) - 3600}, id="expired"),
        pytest.param(lambda claims: claims | {"iat": int(time.time()) + 3600}, id="future"),
        pytest.param(lambda claims: claims | {"nonce": "another"}, id="nonce"),
        pytest.param(lambda claims: claims | {"sub": ""}, id="subject"),
        pytest.param(
            lambda claims: {k: v for k, v in claims.items() if k != "nonce"}, id="no nonce"
        ),
        pytest.param(lambda claims: {k: v for k, v in claims.items() if k != "exp"}, id="no exp"),
    ],
)
def test_a_token_that_is_not_right_is_refused(
    visitor: Visitor, provider: IdentityProvider, change: Change
) -> None:
    tell(provider, change)
    assert_refused(visitor, visitor.log_in())


@pytest.mark.parametrize(
    "level", ["https://data.gov.dk/concept/core/nsis/Low", "", "Substantial", "urn:unknown"]
)
def test_a_low_or_unknown_level_is_refused(
    visitor: Visitor, provider: IdentityProvider, level: str
) -> None:
    tell(provider, lambda claims: claims | {"acr": level})
    answer = visitor.log_in()
    assert "sikrere måde" in answer.content.decode()
    assert_refused(visitor, answer)


def test_a_low_level_chosen_at_the_provider_is_refused(visitor: Visitor) -> None:
    assert_refused(visitor, visitor.log_in(name="Anna Prøve", level="low"))


def test_a_high_level_is_enough(visitor: Visitor) -> None:
    visitor.log_in(name="Anna Prøve", level="high")
    assert Citizen.objects.get().display_name == "Anna Prøve"


@pytest.mark.parametrize("how", ["foreign key", "shared secret", "unsigned", "no token"])
def test_a_token_signed_by_another_is_refused(
    visitor: Visitor, provider: IdentityProvider, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kid = provider.signer.public_keys()["keys"][0]["kid"]

    def forged(claims: dict[str, Any]) -> str:
        match how:
            case "foreign key":
                return jwt.encode({"alg": "RS256", "kid": kid}, claims, RSAKey.generate_key(2048))
            case "shared secret":
                key = OctKey.import_key("a-secret-of-the-tests")
                return jwt.encode({"alg": "HS256", "kid": kid}, claims, key)
            case "unsigned":
                key = OctKey.import_key("any")
                return jwt.encode({"alg": "none"}, claims, key, algorithms=["none"])
        return ""

    monkeypatch.setattr(provider.signer, "sign", forged)
    assert_refused(visitor, visitor.log_in())


def test_new_keys_of_the_provider_are_fetched(
    visitor: Visitor, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.citizens.identity import discovery
    from cms.demo.identity_provider_tokens import Signer

    visitor.log_in()
    monkeypatch.setattr(discovery, "SHORTEST_BETWEEN_KEYS", 0)
    monkeypatch.setattr(provider, "signer", Signer(provider.issuer))
    visitor.post("/log-ud/")
    visitor.log_in()
    assert visitor.get("/").content == b"Karoline"


def test_an_answer_works_once(visitor: Visitor) -> None:
    address = visitor.choose(visitor.begin())
    visitor.come_back(address)
    visitor.post("/log-ud/")
    Citizen.objects.all().delete()
    assert_refused(visitor, visitor.come_back(address), 400)


def test_an_answer_in_another_browser_is_refused(visitor: Visitor) -> None:
    address = visitor.choose(visitor.begin())
    stranger = Visitor(Client(HTTP_HOST="thisted.localhost:8000"))
    assert_refused(stranger, stranger.come_back(address), 400)


def test_a_forged_state_is_refused(visitor: Visitor) -> None:
    visitor.begin()
    answer = visitor.get("/log-ind/mitid/retur/", data={"state": "guess", "code": "guess"})
    assert_refused(visitor, answer, 400)


def test_a_login_that_took_too_long_is_refused(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.citizens.identity import flow

    monkeypatch.setattr(flow, "LONGEST_LOGIN", -1)
    assert_refused(visitor, visitor.log_in(), 400)


def test_a_code_of_another_login_is_refused(visitor: Visitor) -> None:
    """Somebody else's code with one's own state: PKCE does not fit."""
    stranger = Visitor(Client(HTTP_HOST="thisted.localhost:8000"))
    stolen = parse_qs(urlsplit(stranger.choose(stranger.begin())).query)["code"][0]
    state = parse_qs(urlsplit(visitor.begin()).query)["state"][0]
    answer = visitor.get("/log-ind/mitid/retur/", data={"state": state, "code": stolen})
    assert_refused(visitor, answer)


def test_an_answer_from_another_issuer_is_refused(visitor: Visitor) -> None:
    address = visitor.choose(visitor.begin()).replace("iss=http", "iss=https")
    assert_refused(visitor, visitor.come_back(address))


def test_saying_no_is_all_right(visitor: Visitor) -> None:
    answer = visitor.come_back(visitor.choose(visitor.begin(), cancel="1"))
    assert "Du stoppede" in answer.content.decode()
    assert_refused(visitor, answer, 200)


def test_a_provider_that_is_away_is_said_plainly(visitor: Visitor, settings: Any) -> None:
    settings.OIDC_PROVIDERS["mitid"]["issuer"] = "http://localhost:9"
    answer = visitor.get("/log-ind/mitid/")
    assert "virker ikke lige nu" in answer.content.decode()
    assert_refused(visitor, answer, 502)


def test_an_unknown_provider_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/log-ind/facebook/").status_code == 404


def test_logging_out_ends_the_login_at_the_provider_too(visitor: Visitor) -> None:
    visitor.log_in()
    answer = visitor.post("/log-ud/")
    assert visitor.get("/").content == b"nobody"
    back = requests.get(answer["Location"], allow_redirects=False, timeout=5)
    assert back.headers["Location"] == "http://thisted.localhost:8000/logget-ud/"
    assert "Du er logget ud" in visitor.get("/logget-ud/").content.decode()


def test_logging_out_works_while_the_provider_is_away(visitor: Visitor, settings: Any) -> None:
    visitor.log_in()
    settings.OIDC_PROVIDERS["mitid"]["issuer"] = "http://localhost:9"
    assert visitor.post("/log-ud/")["Location"] == "/logget-ud/"
    assert visitor.get("/").content == b"nobody"


def test_logging_out_needs_a_form(visitor: Visitor) -> None:
    visitor.log_in()
    assert visitor.get("/log-ud/").status_code == 405
    assert visitor.get("/").content == b"Karoline"


def test_staff_in_the_same_browser_stay_logged_in(visitor: Visitor) -> None:
    user = get_user_model().objects.create_user("editor", password="a long enough one")
    visitor.client.force_login(user)
    visitor.log_in()
    visitor.post("/log-ud/")
    assert visitor.client.session["_auth_user_id"] == str(user.pk)
    assert visitor.get("/").content == b"nobody"


def test_a_protected_name_is_not_kept(
    visitor: Visitor, provider: IdentityProvider, settings: Any
) -> None:
    settings.OIDC_PROVIDERS["mitid"]["claims"]["protected_name"] = "protected"
    tell(provider, lambda claims: claims | {"protected": True})
    visitor.log_in()
    citizen = Citizen.objects.get()
    assert (citizen.display_name, citizen.protected_name) == ("", True)
    assert visitor.get("/om-dig/").status_code == 200


def test_refusals_are_logged_without_tokens_or_names(
    visitor: Visitor, provider: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    tell(provider, lambda claims: claims | {"nonce": "another"})
    address = visitor.choose(visitor.begin())
    visitor.come_back(address)
    code = parse_qs(urlsplit(address).query)["code"][0]
    said = " ".join(record.getMessage() for record in caplog.records if record.name[:4] == "cms.")
    assert "TokenRefused" in said
    assert code not in said
    assert "Karoline" not in said
