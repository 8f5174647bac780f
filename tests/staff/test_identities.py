"""Staff come in through their own municipality's provider: by invitation, once bound for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail, signing
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import set_script_prefix

from cms.citizens.identity.discovery import forget_descriptions
from cms.citizens.identity.records import LogIn
from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_people import staff_of
from cms.history.models import HistoryEntry
from cms.municipalities.models import Municipality, User
from cms.staff.access import welcome
from cms.staff.identities import SALT, bind, invitation_for
from cms.staff.invitations import send_invitation, way_in
from cms.staff.models import StaffIdentity
from cms.staff.people import take
from tests.citizens.conftest import SECRET, Visitor, running_provider
from tests.support.sites import opened

__all__ = ["running_provider"]
EDITOR = "demo-ansat-thisted-redaktoer"


@pytest.fixture
def thisted(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0787", slug="thisted", name="Thisted"))


@pytest.fixture
def aarhus(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0751", slug="aarhus", name="Aarhus"))


@pytest.fixture
def provider(
    running_provider: IdentityProvider, settings: Any, thisted: Municipality, aarhus: Municipality
) -> Iterator[IdentityProvider]:
    one = {
        "label": "kommunens log ind",
        "profile": "staff",
        "issuer": running_provider.issuer,
        "client_id": "jobunivers",
        "client_secret": SECRET,
    }
    settings.OIDC_STAFF_PROVIDERS = {
        "thisted": one | {"known_as": "t"},
        "aarhus": one | {"known_as": "a"},
    }
    forget_descriptions()
    citizens, running_provider.people = running_provider.people, staff_of("thisted")
    yield running_provider
    running_provider.people = citizens


@pytest.fixture
def editor(thisted: Municipality) -> User:
    set_script_prefix("/")  # as every server does before a request
    user = User.objects.create(username="inge@thisted.dk", email="inge@thisted.dk")
    user.set_unusable_password()
    user.save()
    welcome(user, "municipal_editor", thisted)
    return user


@pytest.fixture
def visitor(provider: IdentityProvider) -> Visitor:
    return Visitor(Client(HTTP_HOST="thisted.localhost:8000"))


def log_in(visitor: Visitor, key: str = "thisted", person: str = EDITOR, **question: str) -> Any:
    begun = visitor.get(f"/admin/log-ind/{key}/", data=question)
    if begun.status_code != 302:
        return begun
    return visitor.come_back(visitor.choose(begun["Location"], person=person))


def assert_nobody(visitor: Visitor, answer: Any, heading: str, identities: int = 0) -> None:
    assert answer.status_code in (400, 403)
    assert heading in answer.content.decode()
    assert "Intet er ændret" in answer.content.decode()
    assert StaffIdentity.objects.count() == identities
    assert not LogIn.objects.exists()
    assert visitor.get("/admin/").status_code == 302


def test_the_letter_binds_the_log_in_once(
    visitor: Visitor, editor: User, thisted: Municipality
) -> None:
    send_invitation(editor, thisted, way_in(editor, thisted), "http://thisted.localhost:8000")
    (path,) = re.findall(r"http://thisted\.localhost:8000(/admin/log-ind/\S+)", mail.outbox[0].body)
    invitation = parse_qs(urlsplit(path).query)["invitation"][0]
    done = log_in(visitor, invitation=invitation)
    assert done["Location"] == "/admin/"
    bound = StaffIdentity.objects.get()
    assert (bound.user, bound.issuer, bound.subject) == (editor, "t", EDITOR)
    assert visitor.get("/admin/").status_code == 200
    assert LogIn.objects.get().issuer == "t"
    assert HistoryEntry.objects.filter(action="people.bind", owner=thisted.owner_ptr).exists()
    # From now on the key is enough, and the letter is worth nothing to anybody else.
    visitor.client.logout()
    log_in(visitor)
    assert visitor.get("/admin/").status_code == 200
    visitor.client.logout()
    other = log_in(visitor, person="demo-ansat-thisted-ny", invitation=invitation)
    assert_nobody(visitor, other, "Invitationen kan ikke bruges mere", identities=1)


def test_a_letter_without_passwords(visitor: Visitor, editor: User, settings: Any) -> None:
    settings.STAFF_PASSWORD_LOGIN = False
    owner = Municipality.objects.get(slug="thisted")
    send_invitation(editor, owner, way_in(editor, owner), "http://x")
    assert "adgangskode" not in mail.outbox[0].body
    assert "/admin/log-ind/thisted/?invitation=" in mail.outbox[0].body


def test_nobody_comes_in_uninvited(visitor: Visitor, editor: User) -> None:
    assert_nobody(visitor, log_in(visitor), "Du er ikke lukket ind her endnu")


@pytest.mark.parametrize("how", ["forged", "old", "another owner", "inactive"])
def test_an_invitation_that_does_not_hold(
    visitor: Visitor, editor: User, aarhus: Municipality, thisted: Municipality, how: str
) -> None:
    invitation = invitation_for(editor, thisted)
    match how:
        case "forged":
            invitation = signing.dumps({"user": editor.pk, "owner": thisted.pk}, salt="other")
        case "old":
            value = signing.dumps({"user": editor.pk, "owner": thisted.pk}, salt=SALT)
            plain = value.rsplit(":", 2)[0]
            signer = TimestampSigner(salt=SALT)
            signer.timestamp = lambda: signing.b62_encode(10**9)  # type: ignore[method-assign]
            invitation = signer.sign(plain)
        case "another owner":
            invitation = invitation_for(editor, aarhus)
        case "inactive":
            User.objects.filter(pk=editor.pk).update(is_active=False)
    answer = log_in(visitor, invitation=invitation)
    assert_nobody(visitor, answer, "Invitationen kan ikke bruges mere")


def test_another_municipalitys_door(visitor: Visitor, editor: User) -> None:
    answer = log_in(visitor, key="aarhus")
    assert_nobody(visitor, answer, "Her logger en anden kommunes ansatte ind")


def test_a_key_bound_elsewhere(visitor: Visitor, editor: User, aarhus: Municipality) -> None:
    bind(editor, "t", EDITOR, aarhus)
    answer = log_in(visitor)
    assert_nobody(visitor, answer, "Her logger en anden kommunes ansatte ind", identities=1)


def test_a_role_taken_back_closes_the_door(
    visitor: Visitor, editor: User, thisted: Municipality
) -> None:
    bind(editor, "t", EDITOR, thisted)
    chief = User.objects.create_superuser("chief")
    take(chief, editor, "municipal_editor", thisted.owner_ptr)
    answer = log_in(visitor)
    assert_nobody(visitor, answer, "Du er ikke lukket ind her endnu", identities=1)


def test_what_the_provider_says_of_roles_counts_for_nothing(
    visitor: Visitor, provider: IdentityProvider, editor: User, thisted: Municipality
) -> None:
    bind(editor, "t", EDITOR, thisted)
    honest = provider.signer.claims
    extra = {"roles": ["national_administrator"], "groups": ["all"], "email": "chief@x.dk"}
    provider.signer.claims = lambda grant: honest(grant) | extra  # type: ignore[method-assign]
    try:
        log_in(visitor)
    finally:
        provider.signer.claims = honest  # type: ignore[method-assign]
    editor.refresh_from_db()
    assert not editor.is_superuser
    assert [group.name for group in editor.groups.all()] == ["municipal_editor:thisted"]
    assert editor.email == "inge@thisted.dk"


def test_the_log_in_page_offers_its_own_municipality(visitor: Visitor, settings: Any) -> None:
    page = visitor.get("/admin/login/").content.decode()
    assert "/admin/log-ind/thisted/" in page
    assert "aarhus" not in page
    assert 'name="password"' in page
    settings.STAFF_PASSWORD_LOGIN = False
    assert 'name="password"' not in visitor.get("/admin/login/").content.decode()
    common = Client(HTTP_HOST="localhost:8000").get("/admin/login/").content.decode()
    assert "/admin/log-ind/aarhus/" in common


def test_passwords_can_be_turned_off(visitor: Visitor, settings: Any) -> None:
    User.objects.create_superuser("chief", password="a long enough one")
    data = {"username": "chief", "password": "a long enough one"}
    settings.STAFF_PASSWORD_LOGIN = False
    for door in ("/admin/login/", "/virksomhed/log-ind/"):
        visitor.post(door, data)
        assert "_auth_user_id" not in visitor.client.session
    settings.STAFF_PASSWORD_LOGIN = True
    visitor.post("/admin/login/", data)
    assert "_auth_user_id" in visitor.client.session


def test_logging_out_goes_by_the_provider(
    visitor: Visitor, editor: User, thisted: Municipality, provider: IdentityProvider
) -> None:
    bind(editor, "t", EDITOR, thisted)
    log_in(visitor)
    answer = visitor.post("/admin/logout/")
    assert answer["Location"].startswith(f"{provider.issuer}/logout?")
    assert not LogIn.objects.exists()
    assert visitor.get("/admin/").status_code == 302


def test_another_address_after_log_in_stays_within_the_door(
    visitor: Visitor, editor: User, thisted: Municipality
) -> None:
    bind(editor, "t", EDITOR, thisted)
    assert log_in(visitor, next="https://evil.example/")["Location"] == "/admin/"
