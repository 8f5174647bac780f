"""What vendors' systems ask, rightly and wrongly. LTI is read by pylti1p3, which isn't ours."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pylti1p3.contrib.django import DjangoMessageLaunch, DjangoOIDCLogin
from pylti1p3.tool_config import ToolConfDict

from cms.capabilities.launch.keys import make_key, public_keys
from cms.capabilities.launch.models import LaunchClient, LaunchDay, LaunchTicket
from cms.capabilities.launch.registering import Registration, register
from cms.citizens.models import Citizen
from tests.capabilities.launch.conftest import TOOL, Service

BrowserOf = Callable[[Citizen | None], Client]
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
CALLBACK = f"{TOOL}/oidc/callback"
AUTHORIZE, TOKEN = "/aabn/autoriser/", "/aabn/token/"


def initiated(service: Service, browser: Client) -> dict[str, str]:
    """What the vendor's log-in address is told."""
    answer = browser.post(f"{service.page}launch/aabn", {"agrees": "1"})
    return dict(parse_qsl(urlsplit(answer["Location"]).query))


def question(told: dict[str, str], **changed: str) -> dict[str, str]:
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": told["client_id"],
        "redirect_uri": CALLBACK,
        "login_hint": told["login_hint"],
        "state": "a-state",
        "nonce": "a-nonce",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (asked | changed).items() if value}


def exchange(service: Service, code: str, **changed: str) -> Any:
    said = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        "client_id": service.client.client_id,
        "client_secret": service.secret,
    }
    return Client(SERVER_NAME="localhost").post(TOKEN, said | changed)


@pytest.fixture
def signed_in(service: Service, karoline: Citizen, browser_of: BrowserOf) -> Client:
    service.opens_by("oidc", wants_name=True)
    service.agreed()
    return browser_of(karoline)


def code_of(answer: Any) -> str:
    return dict(parse_qsl(urlsplit(answer["Location"]).query))["code"]


def test_the_nations_address_sends_on_to_where_the_citizen_is(
    service: Service, signed_in: Client
) -> None:
    asked = question(initiated(service, signed_in))
    nation = Client(SERVER_NAME="localhost")
    for answer in (nation.get(AUTHORIZE, asked), nation.post(AUTHORIZE, asked)):
        assert answer.status_code == 303
        assert answer["Location"].startswith(f"http://thisted.localhost{AUTHORIZE}?")
    assert nation.get(AUTHORIZE, asked | {"login_hint": "guessed"}).status_code == 400


def test_a_code_is_exchanged_once_and_says_no_more_than_was_agreed(
    service: Service, signed_in: Client
) -> None:
    told = initiated(service, signed_in)
    answer = signed_in.get(AUTHORIZE, question(told))
    code = code_of(answer)
    token = exchange(service, code).json()["id_token"]
    claims = jwt.decode(token, KeySet.import_key_set(public_keys()), algorithms=["RS256"]).claims
    assert claims.keys() == {"iss", "aud", "iat", "exp", "nonce", "sub", "at_hash", "municipality"}
    assert claims["aud"] == service.client.client_id and claims["nonce"] == "a-nonce"
    assert claims["municipality"] == "thisted"
    assert exchange(service, code).json()["error"] == "invalid_grant"
    assert signed_in.get(AUTHORIZE, question(told)).status_code == 400
    assert LaunchDay.objects.get().openings == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"scope": "profile"},
        {"response_type": "token"},
        {"nonce": ""},
        {"nonce": "n" * 300},
    ],
)
def test_a_wrong_question_is_answered_to_the_vendor_and_counts_nothing(
    changed: dict[str, str], service: Service, signed_in: Client
) -> None:
    told = initiated(service, signed_in)
    answer = signed_in.get(AUTHORIZE, question(told, **changed))
    assert answer.status_code == 302
    assert answer["Location"].startswith(CALLBACK) and "error=" in answer["Location"]
    assert not LaunchDay.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"redirect_uri": "https://evil.example/"}, {"client_id": "somebody"}]
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    changed: dict[str, str], service: Service, signed_in: Client
) -> None:
    told = initiated(service, signed_in)
    answer = signed_in.get(AUTHORIZE, question(told, **changed))
    assert answer.status_code in (400, 401)
    assert not answer.has_header("Location")
    assert not LaunchDay.objects.exists()


def test_another_vendors_client_learns_nothing(
    service: Service, signed_in: Client, vendor: Any
) -> None:
    from tests.personalisation.conftest import make_item

    told = initiated(service, signed_in)
    other = make_item("vendor_service", "b", vendor, summary="x", link="https://x.example/")
    LaunchClient.objects.create(
        item_id=other.pk, client_id="other", login_address="x", redirect_addresses=[CALLBACK]
    )
    assert signed_in.get(AUTHORIZE, question(told, client_id="other")).status_code == 400
    assert not LaunchDay.objects.exists()


def test_a_ticket_is_for_its_own_citizen_and_not_for_long(
    service: Service, signed_in: Client, browser_of: BrowserOf
) -> None:
    told = initiated(service, signed_in)
    neighbour = browser_of(service.nation.citizen())
    for browser in (neighbour, browser_of(None)):
        assert browser.get(AUTHORIZE, question(told)).status_code == 400
    LaunchTicket.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert signed_in.get(AUTHORIZE, question(told)).status_code == 400
    assert not LaunchDay.objects.exists()


def test_an_agreement_that_ended_on_the_way(service: Service, signed_in: Client) -> None:
    told = initiated(service, signed_in)
    service.agreed(days=-1)
    page = signed_in.get(AUTHORIZE, question(told))
    assert page.status_code == 400
    assert "Din kommunes aftale sluttede" in page.content.decode()
    assert not LaunchDay.objects.exists()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"code": "guessed"}, "invalid_grant"),
        ({"redirect_uri": f"{TOOL}/lti/launch"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_wrong_exchange_gives_nothing(
    changed: dict[str, str], error: str, service: Service, signed_in: Client
) -> None:
    answer = signed_in.get(AUTHORIZE, question(initiated(service, signed_in)))
    refused = exchange(service, **({"code": code_of(answer)} | changed))
    assert refused.status_code in (400, 401)
    assert refused.json()["error"] == error


def test_a_vendor_with_keys_shows_who_it_is_by_them(service: Service, signed_in: Client) -> None:
    key = ECKey.generate_key("P-256", {"kid": "theirs"})
    keys = json.dumps({"keys": [key.as_dict(private=False)]})
    register(service.item, Registration(f"{TOOL}/oidc/login", CALLBACK, keys), None)
    name, now = service.client.client_id, int(timezone.now().timestamp())
    said = {"iss": name, "sub": name, "aud": "http://localhost/aabn/token/", "exp": now + 60}
    assertion = {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "ES256", "kid": "theirs"}, said | {"jti": "1"}, key),
    }
    codes = []
    for nonce in ("one", "two"):
        told = initiated(service, signed_in)
        codes.append(code_of(signed_in.get(AUTHORIZE, question(told, nonce=nonce))))
    refused = exchange(service, codes[0])
    assert refused.json()["error"] == "invalid_client", "the secret holds no more"
    without = {"client_id": "", "client_secret": ""}
    assert "id_token" in exchange(service, codes[0], **without, **assertion).json()
    again = exchange(service, codes[1], **without, **assertion)
    assert again.json()["error"] == "invalid_client", "the assertion is spent"


def test_an_lti_tool_that_is_not_ours_believes_the_message(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    service.opens_by("lti", wants_name=True)
    service.agreed(tells_name=True)
    browser = browser_of(karoline)
    told = initiated(service, browser)
    tool = ToolConfDict(
        {
            told["iss"]: [
                {
                    "default": True,
                    "client_id": told["client_id"],
                    "auth_login_url": f"{told['iss']}{AUTHORIZE}",
                    "auth_token_url": f"{told['iss']}{TOKEN}",
                    "key_set": public_keys(),
                    "deployment_ids": ["thisted"],
                }
            ]
        }
    )
    session: dict[str, Any] = {}
    login = RequestFactory().get("/lti/login", told)
    login.session = session
    sent = DjangoOIDCLogin(login, tool).redirect(f"{TOOL}/lti/launch")
    asked = dict(parse_qsl(urlsplit(sent["Location"]).query))
    form = browser.get(AUTHORIZE, asked).context["sent"]
    assert form.address == f"{TOOL}/lti/launch"
    launch = RequestFactory().post("/lti/launch", form.fields)
    launch.session, launch.COOKIES = session, {k: v.value for k, v in sent.cookies.items()}
    message = DjangoMessageLaunch(launch, tool)
    data = message.validate().get_launch_data()
    assert message.is_resource_launch()
    assert data["given_name"] == "Karoline" and "name" not in data
    assert data["https://purl.imsglobal.org/spec/lti/claim/target_link_uri"].endswith("/dansk")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"prompt": "login"}, "invalid_request"),
        ({"response_mode": "query"}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"scope": "email"}, "invalid_scope"),
        ({"redirect_uri": "https://evil.example/"}, None),
    ],
)
def test_a_tool_that_asks_wrongly(
    changed: dict[str, str],
    error: str | None,
    service: Service,
    karoline: Citizen,
    browser_of: BrowserOf,
) -> None:
    service.opens_by("lti")
    service.agreed()
    browser = browser_of(karoline)
    asked = question(initiated(service, browser), response_type="id_token")
    asked |= {"response_mode": "form_post", "prompt": "none"} | changed
    answer = browser.get(AUTHORIZE, asked)
    if error is None:
        assert answer.status_code == 400
    else:
        assert answer.context["sent"].fields["error"] == error
    assert not LaunchDay.objects.exists()


def test_what_is_published_of_us(service: Service, keys: Any) -> None:
    nation = Client(SERVER_NAME="localhost")
    said = nation.get("/.well-known/openid-configuration").json()
    assert said["jwks_uri"] == "http://localhost/aabn/noegler.json"
    published = nation.get("/aabn/noegler.json").json()
    assert all({"d", "p", "q"}.isdisjoint(one) for one in published["keys"])
    home = Client(SERVER_NAME="thisted.localhost")
    assert home.get("/aabn/noegler.json").status_code == 404


def test_a_new_key_comes_before_the_old_which_stays(
    service: Service, settings: Any, tmp_path: Any
) -> None:
    settings.LAUNCH_KEYS_FILE = str(tmp_path / "keys.json")
    first, second = make_key(), make_key()
    assert [one["kid"] for one in public_keys()["keys"]] == [second.kid, first.kid]
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
