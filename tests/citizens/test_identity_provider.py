"""The local provider keeps the protocol's rules, and the settings of providers are checked."""

from __future__ import annotations

import subprocess
import sys
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from cms.citizens.checks import check_providers
from cms.citizens.identity.providers import ProviderMisconfigured, provider_from
from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_people import somebody
from cms.demo.identity_provider_tokens import challenge_of
from tests.citizens.conftest import SECRET, SUBSTANTIAL

VERIFIER = "v" * 48
BACK = "http://thisted.localhost:8000/log-ind/mitid/retur/"
ASKED = {
    "client_id": "jobunivers",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
}
RIGHT: dict[str, Any] = {
    "label": "MitID",
    "issuer": "https://broker.example",
    "client_id": "jobunivers",
    "client_secret": "secret",
    "claims": {"subject": "sub", "assurance": "acr"},
    "assurance": SUBSTANTIAL,
}


def code_from(provider: IdentityProvider) -> str:
    address = f"{provider.issuer}/authorize?{urlencode(ASKED)}"
    data = {"person": "demo-sara"}
    answer = requests.post(address, data=data, allow_redirects=False, timeout=5)
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def redeem(provider: IdentityProvider, code: str, /, **changes: str) -> requests.Response:
    values = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": "jobunivers",
        "client_secret": SECRET,
    } | changes
    return requests.post(f"{provider.issuer}/token", data=values, timeout=5)


def test_a_code_works_once(running_provider: IdentityProvider) -> None:
    code = code_from(running_provider)
    assert redeem(running_provider, code).json()["id_token"]
    again = redeem(running_provider, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 48}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "http://localhost/else"}, "invalid_grant"),
        ({"client_secret": "guess"}, "invalid_client"),
        ({"client_id": "another"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"code": "guess"}, "invalid_grant"),
    ],
)
def test_a_wrong_exchange_is_refused(
    running_provider: IdentityProvider, changes: dict[str, str], error: str
) -> None:
    answer = redeem(running_provider, code_from(running_provider), **changes)
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] == error


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://localhost.evil.example/"},
        {"redirect_uri": "javascript://localhost/%0aalert(1)"},
        {"client_id": "another"},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"nonce": ""},
    ],
)
def test_a_wrong_question_is_answered_on_the_spot(
    running_provider: IdentityProvider, changes: dict[str, str]
) -> None:
    address = f"{running_provider.issuer}/authorize"
    answer = requests.get(address, params=ASKED | changes, allow_redirects=False, timeout=5)
    assert answer.status_code == 400
    assert "Det gik ikke" in answer.text


def test_the_page_lists_the_people_and_says_what_it_is(running_provider: IdentityProvider) -> None:
    answer = requests.get(f"{running_provider.issuer}/authorize", params=ASKED, timeout=5)
    for words in ("Sara", "Karoline", "Morten", "Nadia", "Prøve-login, ikke MitID"):
        assert words in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_what_is_sent_is_shown_as_text(running_provider: IdentityProvider) -> None:
    asked = ASKED | {"state": '"><script>alert(1)</script>'}
    answer = requests.get(f"{running_provider.issuer}/authorize", params=asked, timeout=5)
    assert "<script>" not in answer.text


def test_logging_out_sends_nobody_away_without_a_token(running_provider: IdentityProvider) -> None:
    answer = requests.get(
        f"{running_provider.issuer}/logout",
        params={"post_logout_redirect_uri": BACK, "id_token_hint": "guess"},
        allow_redirects=False,
        timeout=5,
    )
    assert answer.status_code == 400


def test_the_same_name_is_the_same_person() -> None:
    assert somebody("Bo Holm").subject == somebody(" Bo   Holm ").subject
    assert somebody("karoline").subject == "demo-karoline"
    for bad in ("", "   ", "---", "x" * 81):
        with pytest.raises(ValueError, match="Skriv et navn"):
            somebody(bad)


def test_a_taken_port_is_said_plainly(running_provider: IdentityProvider) -> None:
    port = str(urlsplit(running_provider.issuer).port)
    command = [sys.executable, "-m", "cms.demo.identity_provider", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "--port" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"client_id": ""}, "client_id"),
        ({"colour": "red"}, "colour"),
        ({"claims": {"assurance": ""}}, "assurance"),
        ({"profile": "nemid"}, "must be one of"),
        ({"claims": {"subject": "sub", "assurance": "acr", "cpr": "cpr"}}, "claims"),
        ({"issuer": "http://broker.example"}, "https"),
        ({"assurance": "Substantial"}, "must be one of"),
    ],
)
def test_wrong_settings_are_told_at_start(settings: Any, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ProviderMisconfigured, match=said):
        provider_from("mitid", RIGHT | change)
    settings.OIDC_PROVIDERS = {"mitid": RIGHT | change}
    assert said in str(check_providers()[0])


def test_brokers_may_name_their_levels_and_claims_otherwise() -> None:
    made = provider_from(
        "broker",
        RIGHT | {"assurance_levels": ("loa1", "loa3"), "assurance": "loa3", "known_as": "mitid"},
    )
    assert made.is_assured("loa3")
    assert not made.is_assured("loa1")
    assert made.known_as == "mitid"
    assert "secret" not in repr(made).replace("client_secret", "")
