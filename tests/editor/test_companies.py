"""CVR numbers: who may write whose, what a number must be, and what the history keeps."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.history.models import HistoryEntry
from cms.municipalities.models import Company, Municipality, Owner, User, Vendor, national_owner
from cms.municipalities.roles import ROLES
from cms.staff.access import welcome
from cms.staff.history import NUMBERED
from tests.acceptance.library.matrix.stored import changed, stored

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/cvr-numre/"
OLD, NEW = "99990007", "99990016"


@pytest.fixture
def town() -> Municipality:
    return Municipality.objects.create(code="0787", slug="thisted", name="Thisted")


@pytest.fixture
def numbered(town: Municipality) -> dict[str, Owner]:
    """A company at home in the town, one elsewhere, and a vendor."""
    return {
        "here": Company.objects.create(slug="fisk", name="Fisken", cvr=OLD, home=town),
        "away": Company.objects.create(slug="spil", name="Spillet", cvr="99990015"),
        "vendor": Vendor.objects.create(slug="dansk", name="Dansk", cvr="99990023"),
    }


def client_of(role: str, owner: Owner) -> Client:
    user = User.objects.create_user(f"p-{role}-{owner.slug}")
    welcome(user, role, owner)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def written(client: Client, owner: Owner, number: str) -> Any:
    address = reverse("editor_companies_write", args=[owner.pk])
    return client.post(address, {"cvr": number}, follow=True)


def number_of(owner: Owner) -> str:
    found = Company.objects.filter(pk=owner.pk).first() or Vendor.objects.get(pk=owner.pk)
    return found.cvr


@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_whose(town: Municipality, numbered: dict[str, Owner], role: str) -> None:
    owners = {"national": national_owner(), "municipality": town, "company": numbered["here"]}
    client = client_of(role, owners.get(ROLES[role].owner_kind, numbered["vendor"]))
    may = {"national_administrator": set(numbered), "municipal_administrator": {"here"}}
    assert (ADDRESS in client.get("/admin/").content.decode()) == (role in may)
    page = client.get(ADDRESS)
    for name, owner in numbered.items():
        if name in may.get(role, set()):
            assert owner.name in page.content.decode()
            assert "er gemt" in written(client, owner, NEW).content.decode()
            assert number_of(owner) == NEW
        else:
            before = stored()
            assert written(client, owner, NEW).status_code in {302, 403, 404} or role not in may
            assert not changed(before, stored()), (role, name)


def test_it_is_kept_as_eight_digits_and_in_the_history(numbered: dict[str, Owner]) -> None:
    client, fisk = client_of("national_administrator", national_owner()), numbered["here"]
    written(client, fisk, " DK 99 99 00 16 ")
    assert number_of(fisk) == NEW
    entry = HistoryEntry.objects.filter(action=NUMBERED).latest("pk")
    assert entry.data["changes"] == {"cvr": {"before": OLD, "after": NEW}}
    assert entry.user is not None and entry.user.username.startswith("p-national")
    # The same again is no change.
    written(client, fisk, NEW)
    assert HistoryEntry.objects.filter(action=NUMBERED).count() == 1
    assert "er fjernet" in written(client, fisk, "").content.decode()
    assert number_of(fisk) == ""


@pytest.mark.parametrize("wrong", ["1234567", "123456789", "01234567", "abcdefgh", "9999 00x7"])
def test_what_is_wrong_stands_at_its_field(numbered: dict[str, Owner], wrong: str) -> None:
    client = client_of("national_administrator", national_owner())
    before = stored()
    page = written(client, numbered["here"], wrong)
    said = page.content.decode()
    assert page.status_code == 400
    assert "Et CVR-nummer er otte cifre" in said and f'value="{wrong}"' in said
    assert 'aria-invalid="true"' in said
    assert not changed(before, stored())


def test_a_number_that_another_has_is_told_and_kept(numbered: dict[str, Owner]) -> None:
    client = client_of("national_administrator", national_owner())
    said = written(client, numbered["vendor"], OLD).content.decode()
    assert "Det samme nummer står også hos: Fisken." in said
    assert number_of(numbered["vendor"]) == OLD


def test_the_list_is_searched_and_costs_the_same(
    numbered: dict[str, Owner], django_assert_max_num_queries: Any
) -> None:
    client = client_of("national_administrator", national_owner())
    for number in range(30):
        Company.objects.create(slug=f"c{number}", name=f"Firma {number:02}")
    client.get(ADDRESS)
    with django_assert_max_num_queries(25):
        assert "33 virksomheder" in client.get(ADDRESS).content.decode()
    for words in ("fisk", "9999 0007"):
        said = client.get(ADDRESS, {"q": words}).content.decode()
        assert "Fisken" in said and "Spillet" not in said
