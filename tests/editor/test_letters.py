"""Letters of unknown fate: who sees whose, without names, and what an answer does, once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.history.models import HistoryEntry
from cms.municipalities.models import Company, Municipality, Owner, User, Vendor, national_owner
from cms.municipalities.roles import ROLES
from cms.pushes.flagged import AGAIN, ARRIVED
from cms.pushes.models import Letter, LetterState
from cms.staff.access import welcome
from tests.acceptance.library.matrix.stored import changed, stored

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/breve/"
NAME = "Karoline Bondo"


@pytest.fixture
def owners() -> dict[str, Owner]:
    return {
        "national": national_owner(),
        "municipality": Municipality.objects.create(code="0787", slug="thisted", name="Thisted"),
        "company": Company.objects.create(slug="fisken", name="Fisken"),
        "vendor": Vendor.objects.create(slug="skolen", name="Skolen"),
    }


@pytest.fixture
def letters(owners: dict[str, Owner]) -> dict[str, Letter]:
    """One of a citizen of Thisted, one of somebody elsewhere."""
    vejen = Municipality.objects.create(code="0575", slug="vejen", name="Vejen")
    towns = {"thisted": Municipality.objects.get(slug="thisted"), "vejen": vejen}
    return {slug: flagged(town) for slug, town in towns.items()}


def flagged(town: Municipality) -> Letter:
    citizen = Citizen.objects.create(
        municipality=town, issuer="x", subject=town.slug, display_name=NAME
    )
    now = timezone.now()
    return Letter.objects.create(
        citizen=citizen, channel="mail", kind="single", slot="s", state=LetterState.FLAGGED,
        due_at=now, handed_over_at=now, settled_at=now, problem="lost",
    )  # fmt: skip


def client_of(role: str, owners: dict[str, Owner]) -> Client:
    user = User.objects.create_user(f"p-{role}")
    welcome(user, role, owners[ROLES[role].owner_kind])
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def answered(client: Client, letter: Letter, answer: str) -> int:
    address = reverse("editor_letters_answer", args=[letter.key])
    return client.post(address, {"answer": answer}).status_code


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_answers_whose(
    owners: dict[str, Owner], letters: dict[str, Letter], role: str
) -> None:
    client = client_of(role, owners)
    may = {"national_administrator": set(letters), "municipal_administrator": {"thisted"}}
    desk = client.get("/admin/").content.decode()
    assert (ADDRESS in desk) == (role in may)
    page = client.get(ADDRESS).content.decode()
    assert NAME not in page
    for slug, letter in letters.items():
        before = stored()
        if slug in may.get(role, set()):
            assert str(letter.key) in page and "svaret kom aldrig tilbage" in page
            assert answered(client, letter, "arrived") == 302
            letter.refresh_from_db()
            assert letter.state == LetterState.ACCEPTED
        else:
            assert str(letter.key) not in page
            assert answered(client, letter, "again") in {302, 403}
            assert not changed(before, stored()), (role, slug)


def test_each_answer_counts_once_and_stands_in_the_history(
    owners: dict[str, Owner], letters: dict[str, Letter]
) -> None:
    client, letter = client_of("municipal_administrator", owners), letters["thisted"]
    assert answered(client, letter, "again") == 302
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)
    before = stored()
    answered(client, letter, "arrived")
    assert not changed(before, stored()), "it waits for nobody any more"
    entry = HistoryEntry.objects.get(action__in=(ARRIVED, AGAIN))
    assert entry.action == AGAIN and str(letter.key) in str(entry.label)
    assert NAME not in str(entry.label)


def test_the_desk_says_so_while_one_waits(
    owners: dict[str, Owner], letters: dict[str, Letter]
) -> None:
    client = client_of("municipal_administrator", owners)
    heading = "Beskeder, som ingen ved, om nåede frem"
    assert heading in client.get("/admin/").content.decode()
    answered(client, letters["thisted"], "arrived")
    assert heading not in client.get("/admin/").content.decode()
