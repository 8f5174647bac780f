"""Ready-made shapes of brokers: what each asks, and what each token would tell."""

from __future__ import annotations

from typing import Any

import pytest

from cms.citizens.identity import tokens
from cms.citizens.identity.from_environment import UnreadableProviders, provider_settings
from cms.citizens.identity.problems import AssuranceTooLow, TokenRefused, WrongDirectory
from cms.citizens.identity.profiles import PROFILES
from cms.citizens.identity.providers import Door, ProviderMisconfigured, provider_from
from cms.citizens.identity.tokens import Identity, identity_from

OWN: dict[str, Any] = {
    "label": "MitID",
    "issuer": "https://broker.example",
    "client_id": "jobunivers",
    "client_secret": "secret",
}
NSIS = "https://data.gov.dk/concept/core/nsis/"
CIVIL = "6505871008"  # a replacement number


def told(
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, Any],
    claims: dict[str, Any],
    userinfo: dict[str, Any] | None = None,
    door: Door = Door.CITIZENS,
) -> Identity:
    """The identity that a token with those claims gives; its signature is tested elsewhere."""
    monkeypatch.setattr(tokens, "_checked_claims", lambda *_: {"sub": "who", **claims})
    if userinfo is not None:
        monkeypatch.setattr(tokens, "_userinfo", lambda *_: {"sub": "who", **userinfo})
    return identity_from(provider_from("x", OWN | settings, door), {"id_token": "raw"}, "")


@pytest.mark.parametrize("name", PROFILES)
def test_four_values_are_enough(name: str) -> None:
    is_company = "erhverv" in name
    is_staff = name.startswith("staff")
    door = Door.COMPANIES if is_company else Door.STAFF if is_staff else Door.CITIZENS
    made = provider_from("x", OWN | {"profile": name, "tenant": "a-directory"}, door)
    assert made.scope.startswith("openid")
    assert all("{" not in asked or asked.startswith("{") for asked in made.questions().values())


def test_each_broker_is_asked_in_its_own_words() -> None:
    def asked(profile: str, **more: Any) -> dict[str, str]:
        return provider_from("x", OWN | {"profile": profile} | more).questions()

    assert asked("mitid-idura") == {"acr_values": "urn:grn:authn:dk:mitid:substantial"}
    assert asked("mitid-idura", assurance="HIGH") == {"acr_values": "urn:grn:authn:dk:mitid:high"}
    assert asked("mitid-signaturgruppen") == {
        "idp_values": "mitid",
        "idp_params": '{"mitid":{"loa_value":"substantial"}}',
    }
    assert asked("generic") == {"acr_values": f"{NSIS}Substantial"}
    assert asked("nemlogin") == {"acr_values": f"{NSIS}Substantial"}


def test_signaturgruppen(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = told(
        monkeypatch,
        {"profile": "mitid-signaturgruppen", "civil_number": True},
        {"loa": f"{NSIS}Substantial", "neb_sid": "s1"},
        {"mitid.identity_name": "Karoline B", "dk.cpr": "650587-1008"},
    )
    assert (identity.name, identity.session) == ("Karoline B", "s1")
    assert identity.civil_number == CIVIL
    assert identity.hint == "raw"


def test_idura_holds_the_number_in_the_token_which_is_then_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims = {"loA": "SUBSTANTIAL", "name": "Karoline", "cprNumberIdentifier": CIVIL}
    identity = told(monkeypatch, {"profile": "mitid-idura", "civil_number": True}, claims)
    assert identity.civil_number == CIVIL
    assert identity.hint == ""
    assert CIVIL not in repr(identity)
    assert "Karoline" not in repr(identity)
    unasked = told(monkeypatch, {"profile": "mitid-idura"}, claims)
    assert unasked.civil_number == ""


def test_a_number_that_cannot_be_read_keeps_nobody_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    claims = {"loA": "HIGH", "cprNumberIdentifier": "not-a-number"}
    identity = told(monkeypatch, {"profile": "mitid-idura", "civil_number": True}, claims)
    assert identity.civil_number == ""
    assert "not-a-number" not in caplog.text


def test_nemlogin(monkeypatch: pytest.MonkeyPatch) -> None:
    eid = "https://data.gov.dk/model/core/eid/"
    claims = {"https://data.gov.dk/concept/core/nsis/loa": "High", f"{eid}fullName": "Karoline B"}
    assert told(monkeypatch, {"profile": "nemlogin"}, claims).name == "Karoline B"


@pytest.mark.parametrize(
    ("profile", "claims"),
    [
        ("mitid-signaturgruppen", {"loa": f"{NSIS}Low"}),
        ("mitid-signaturgruppen", {"acr": f"{NSIS}High"}),
        ("mitid-idura", {"loA": "LOW"}),
        ("mitid-idura", {"loa": "HIGH"}),
        ("nemlogin", {"https://data.gov.dk/concept/core/nsis/loa": "Low"}),
        ("generic", {}),
    ],
)
def test_a_level_that_is_low_or_stands_elsewhere(
    monkeypatch: pytest.MonkeyPatch, profile: str, claims: dict[str, Any]
) -> None:
    with pytest.raises(AssuranceTooLow):
        told(monkeypatch, {"profile": profile, "from_userinfo": False}, claims)


@pytest.mark.parametrize("value", [True, "true", "True", "1"])
def test_a_protected_name_is_nowhere(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    settings = {"claims": {"protected_both": "protection"}}
    claims = {"acr": f"{NSIS}High", "name": "Hemmelig", "protection": value}
    identity = told(monkeypatch, settings, claims)
    assert (identity.name, identity.protected_name, identity.protected_address) == ("", True, True)
    assert identity.hint == "", "the token tells the name, so it isn't kept"


def test_a_protected_address_keeps_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"claims": {"protected_address": "address_protected"}}
    claims = {"acr": f"{NSIS}High", "name": "Karoline", "address_protected": True}
    identity = told(monkeypatch, settings, claims)
    assert (identity.name, identity.protected_address) == ("Karoline", True)


def test_mitid_erhverv(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = {"nemlogin.cvr": "99990007", "nemlogin.org_name": "Fisk", "nemlogin.name": "Inge H"}
    identity = told(
        monkeypatch,
        {"profile": "mitid-erhverv-signaturgruppen"},
        {"loa": f"{NSIS}Substantial"},
        claims,
        Door.COMPANIES,
    )
    assert (identity.company_number, identity.company_name) == ("99990007", "Fisk")


def test_another_directorys_people(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"profile": "staff-entra", "tenant": "thisted-directory"}
    assert told(monkeypatch, settings, {"tid": "thisted-directory"}, door=Door.STAFF).subject
    for claims in ({"tid": "aarhus-directory"}, {}):
        with pytest.raises(WrongDirectory):
            told(monkeypatch, settings, claims, door=Door.STAFF)


def test_userinfo_about_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    class Answer:
        def raise_for_status(self) -> None: ...

        def json(self) -> dict[str, str]:
            return {"sub": "another", "mitid.identity_name": "Another"}

    monkeypatch.setattr(tokens, "metadata_of", lambda _: {"userinfo_endpoint": "https://x"})
    monkeypatch.setattr(tokens.requests, "get", lambda *_args, **_named: Answer())
    with pytest.raises(TokenRefused):
        told(monkeypatch, {"profile": "mitid-signaturgruppen"}, {"loa": f"{NSIS}High"})


@pytest.mark.parametrize(
    ("door", "settings", "said"),
    [
        (Door.STAFF, {"profile": "staff-entra"}, "tenant"),
        (Door.COMPANIES, {"profile": "mitid-idura"}, "company_number"),
        (Door.CITIZENS, {"profile": "staff"}, "assurance_levels"),
        (Door.CITIZENS, {"claims": {"shoe_size": "x"}}, "claims"),
        (Door.STAFF, {"profile": "staff", "issuer": "http://broker.example"}, "https"),
    ],
)
def test_what_cannot_be_used_is_named(door: Door, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ProviderMisconfigured, match=said):
        provider_from("x", OWN | settings, door)


def test_providers_from_a_file(tmp_path: Any) -> None:
    file = tmp_path / "providers.json"
    file.write_text('{"citizens": {"mitid": {"label": "MitID"}}, "staff": {"thisted": {}}}')
    found = provider_settings("production", {"OIDC_PROVIDERS_FILE": str(file)})
    assert found == ({"mitid": {"label": "MitID"}}, {}, {"thisted": {}})
    for wrong in ("[]", '{"borgere": {}}', "not JSON"):
        file.write_text(wrong)
        with pytest.raises(UnreadableProviders, match=r"providers\.json"):
            provider_settings("production", {"OIDC_PROVIDERS_FILE": str(file)})
