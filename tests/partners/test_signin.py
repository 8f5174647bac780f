"""Companies and vendors come in with MitID Erhverv; the CVR number decides for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from cms.citizens.identity.discovery import forget_descriptions
from cms.citizens.identity.records import LogIn
from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_people import COMPANY_PEOPLE
from cms.history.models import HistoryEntry
from cms.municipalities.models import Company, User, Vendor, check_cvr
from cms.municipalities.roles import take_role
from cms.staff.models import StaffIdentity
from tests.citizens.conftest import SECRET, Visitor, running_provider

__all__ = ["running_provider"]
FISK, PIXEL = "demo-erhverv-fisk", "demo-erhverv-pixel"


@pytest.fixture
def fisk(db: None) -> Company:
    return Company.objects.create(slug="fisk", name="Nordhavets Fisk", cvr="99990007")


@pytest.fixture
def visitor(running_provider: IdentityProvider, settings: Any, fisk: Company) -> Iterator[Visitor]:
    settings.OIDC_COMPANY_PROVIDERS = {
        "erhverv": {
            "label": "MitID Erhverv",
            "profile": "mitid-erhverv-signaturgruppen",
            "issuer": running_provider.issuer,
            "known_as": "erhverv",
            "client_id": "jobunivers",
            "client_secret": SECRET,
            "claims": {"session": "sid"},
        }
    }
    forget_descriptions()
    citizens, running_provider.people = running_provider.people, COMPANY_PEOPLE
    yield Visitor(Client(HTTP_HOST="localhost:8000"))
    running_provider.people = citizens


def log_in(visitor: Visitor, person: str = FISK, **choice: str) -> Any:
    begun = visitor.get("/virksomhed/log-ind/erhverv/")
    return visitor.come_back(visitor.choose(begun["Location"], person=person, **choice))


def assert_nobody(visitor: Visitor, answer: Any, heading: str, users: int = 0) -> None:
    assert answer.status_code == 403
    page = answer.content.decode()
    assert heading in page
    assert "Intet er ændret" in page
    assert User.objects.count() == StaffIdentity.objects.count() == users
    assert not LogIn.objects.exists()
    assert visitor.get("/virksomhed/").status_code == 302


def test_the_number_decides(visitor: Visitor, fisk: Company) -> None:
    assert log_in(visitor)["Location"] == "/virksomhed/"
    assert "Nordhavets Fisk" in visitor.get("/virksomhed/").content.decode()
    user = User.objects.get()
    assert (user.first_name, user.last_name, user.email) == ("Inge", "Havn", "")
    assert [group.name for group in user.groups.all()] == ["company_user:fisk"]
    assert HistoryEntry.objects.filter(action="people.come", owner=fisk.owner_ptr).count() == 1
    visitor.post("/virksomhed/log-ud/")
    log_in(visitor)
    assert User.objects.count() == 1
    assert HistoryEntry.objects.filter(action="people.come").count() == 1


def test_a_company_that_is_a_vendor_too(visitor: Visitor) -> None:
    Vendor.objects.create(slug="fisk-kurser", name="Fisk Kurser", cvr="99990007")
    log_in(visitor)
    names = {group.name for group in User.objects.get().groups.all()}
    assert names == {"company_user:fisk", "vendor_user:fisk-kurser"}


def test_a_number_nobody_has(visitor: Visitor) -> None:
    assert_nobody(visitor, log_in(visitor, PIXEL), "Jeres virksomhed er ikke med endnu")


def test_nobodys_number(visitor: Visitor) -> None:
    answer = log_in(visitor, "demo-erhverv-privat")
    assert_nobody(visitor, answer, "Du loggede ikke ind for en virksomhed")


def test_a_low_level(visitor: Visitor) -> None:
    assert_nobody(visitor, log_in(visitor, level="low"), "Du skal logge ind på en sikrere måde")


def test_a_role_taken_back_stays_taken_back(visitor: Visitor, fisk: Company) -> None:
    log_in(visitor)
    visitor.post("/virksomhed/log-ud/")
    take_role(User.objects.get(), "company_user", fisk)
    assert_nobody(visitor, log_in(visitor), "Du er ikke lukket ind her endnu", users=1)


def test_a_key_known_for_another_company(visitor: Visitor, fisk: Company) -> None:
    log_in(visitor)
    visitor.post("/virksomhed/log-ud/")
    Company.objects.filter(pk=fisk.pk).update(cvr="99990015")
    Company.objects.create(slug="ny", name="Ny ejer", cvr="99990007")
    assert_nobody(visitor, log_in(visitor), "Du er ikke lukket ind her endnu", users=1)


def test_the_page_offers_it(visitor: Visitor, settings: Any) -> None:
    page = visitor.get("/virksomhed/log-ind/").content.decode()
    assert "Log ind med MitID Erhverv" in page
    assert 'name="password"' in page
    settings.STAFF_PASSWORD_LOGIN = False
    assert 'name="password"' not in visitor.get("/virksomhed/log-ind/").content.decode()


def test_the_operator_says_which_number(fisk: Company) -> None:
    call_command("company_number", "fisk", "99990015")
    fisk.refresh_from_db()
    assert fisk.cvr == "99990015"
    for slug, number in (("fisk", "9999001"), ("nobody", "99990015"), ("fisk", "9999 0015")):
        with pytest.raises(CommandError):
            call_command("company_number", slug, number)
    fisk.refresh_from_db()
    assert fisk.cvr == "99990015"


@pytest.mark.parametrize("number", ["", "1234567", "09990015", "DK99990015", "abcdefgh"])
def test_a_number_that_is_none(number: str) -> None:
    with pytest.raises(ValidationError):
        check_cvr(number)
