"""Letting people in, and giving and taking roles."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.history.models import HistoryEntry
from cms.municipalities.actions import Action
from cms.municipalities.models import Company, Municipality, User, national_owner
from cms.municipalities.roles import may
from cms.staff.access import welcome
from cms.staff.people import LastAdministrator, NotTheirs, give, people_of, take

pytestmark = pytest.mark.django_db
NEW = {"first_name": "Mette", "last_name": "Prøve", "email": "mette@skive.example"}


@pytest.fixture
def skive() -> Municipality:
    """A municipality."""
    return Municipality.objects.create(slug="skive-proeve", name="Skive", code="9779")


@pytest.fixture
def lemvig() -> Municipality:
    """Another municipality."""
    return Municipality.objects.create(slug="lemvig-proeve", name="Lemvig", code="9665")


def somebody(name: str, role: str, owner: object) -> User:
    """A person with a role."""
    user = User.objects.create_user(
        name, f"{name}@skive.example", "en-lang-kode", first_name=name.title(), last_name="Prøve"
    )
    welcome(user, role, owner)  # type: ignore[arg-type]
    return user


@pytest.fixture
def administrator(skive: Municipality) -> User:
    """Skive's administrator."""
    return somebody("anna", "municipal_administrator", skive)


@pytest.fixture
def client(client: Client, administrator: User) -> Client:
    """The administrator, logged in."""
    client.force_login(administrator)
    return client


def roles_of(user: User, owner: Municipality) -> set[str]:
    """What the person is to the owner."""
    return {role for person in people_of(owner) if person.user == user for role in person.roles}


def test_an_invited_person_chooses_a_password_and_gets_in(
    client: Client, skive: Municipality
) -> None:
    client.post(reverse("editor_people"), {**NEW, "role": "municipal_editor"})
    letter = mail.outbox[0]
    assert letter.to == [NEW["email"]]
    path = re.search(r"http://testserver(/\S+)", letter.body)
    assert path
    newcomer = Client()
    form = newcomer.get(path[1], follow=True)
    address = form.redirect_chain[-1][0]
    chosen = {"new_password1": "gule-gulerødder-9", "new_password2": "gule-gulerødder-9"}
    newcomer.post(address, chosen)
    assert newcomer.login(username=NEW["email"], password="gule-gulerødder-9")
    assert newcomer.get(reverse("wagtailadmin_home")).status_code == 200
    user = User.objects.get(email=NEW["email"])
    assert roles_of(user, skive) == {"municipal_editor"}
    assert may(user, Action.WRITE, skive)


def test_the_history_says_who_let_whom_in(
    client: Client, skive: Municipality, administrator: User
) -> None:
    client.post(reverse("editor_people"), {**NEW, "role": "adviser"})
    entry = HistoryEntry.objects.get(owner=skive, action="people.invite")
    assert (entry.user, entry.label) == (administrator, "Mette Prøve")
    assert entry.data["changes"]["role"] == {"before": None, "after": "Jobrådgiver"}


def test_somebody_with_an_account_gets_the_role_on_it(client: Client, skive: Municipality) -> None:
    lars = User.objects.create_user("lars", "Mette@Skive.example", "en-lang-kode")
    client.post(reverse("editor_people"), {**NEW, "role": "adviser"})
    assert roles_of(lars, skive) == {"adviser"}
    assert User.objects.filter(email__iexact=NEW["email"]).count() == 1
    assert "Log ind, som du plejer" in mail.outbox[0].body


def test_a_faulty_invitation_lets_nobody_in_and_keeps_what_was_typed(client: Client) -> None:
    page = client.post(
        reverse("editor_people"), {**NEW, "email": "ikke en adresse", "role": "adviser"}
    )
    assert "Ingen er inviteret endnu" in page.content.decode()
    assert 'value="Mette"' in page.content.decode()
    assert not User.objects.filter(first_name="Mette").exists()
    assert mail.outbox == []


def test_a_role_is_given_and_taken_back(client: Client, skive: Municipality) -> None:
    lars = somebody("lars", "adviser", skive)
    address = f"{reverse('editor_people_change', args=[lars.pk])}?ejer={skive.slug}"
    client.post(address, {"give": "municipal_editor"})
    assert roles_of(lars, skive) == {"adviser", "municipal_editor"}
    client.post(address, {"take": "adviser"})
    assert roles_of(lars, skive) == {"municipal_editor"}
    said = HistoryEntry.objects.filter(owner=skive, label="Lars Prøve").order_by("pk")
    assert [entry.action for entry in said] == ["people.give", "people.take"]


def test_the_last_administrator_stays(
    client: Client, administrator: User, skive: Municipality
) -> None:
    address = reverse("editor_people_change", args=[administrator.pk])
    page = client.post(address, {"take": "municipal_administrator"}, follow=True)
    assert "den sidste, der kan give roller" in page.content.decode()
    assert roles_of(administrator, skive) == {"municipal_administrator"}
    with pytest.raises(LastAdministrator):
        take(administrator, administrator, "municipal_administrator", skive)


def test_nobody_gives_roles_at_another_owner(
    client: Client, administrator: User, lemvig: Municipality
) -> None:
    ida = somebody("ida", "adviser", lemvig)
    address = f"{reverse('editor_people')}?ejer={lemvig.slug}"
    refused = [
        client.get(address),
        client.post(address, {**NEW, "role": "municipal_administrator"}),
        client.post(
            f"{reverse('editor_people_change', args=[ida.pk])}?ejer={lemvig.slug}",
            {"give": "municipal_editor"},
        ),
        client.post(f"{reverse('editor_people_send_again', args=[ida.pk])}?ejer={lemvig.slug}"),
    ]
    assert all(answer.status_code in {302, 403} for answer in refused)
    assert not any(b"Ida" in answer.content for answer in refused)
    assert roles_of(ida, lemvig) == {"adviser"}
    assert not User.objects.filter(email=NEW["email"]).exists()
    assert mail.outbox == []
    with pytest.raises(NotTheirs):
        give(administrator, ida, "municipal_editor", lemvig)


def test_a_person_of_another_owner_is_not_found_on_ones_own_screen(
    client: Client, lemvig: Municipality
) -> None:
    ida = somebody("ida", "adviser", lemvig)
    address = reverse("editor_people_change", args=[ida.pk])
    assert client.post(address, {"give": "municipal_editor"}).status_code == 404


def test_the_nation_lets_in_each_owners_first_person_and_no_more(
    client: Client, skive: Municipality
) -> None:
    fish = Company.objects.create(slug="fisk-proeve", name="Fisk")
    chief = somebody("karen", "national_administrator", national_owner())
    lars = somebody("lars", "adviser", skive)
    give(chief, lars, "municipal_administrator", skive)
    give(chief, lars, "company_user", fish)
    assert roles_of(lars, skive) == {"adviser", "municipal_administrator"}
    with pytest.raises(NotTheirs):
        give(chief, lars, "municipal_editor", skive)
    assert "municipal_editor" not in roles_of(lars, skive)


def test_an_editor_without_the_right_does_not_see_the_screen(skive: Municipality) -> None:
    client = Client()
    client.force_login(somebody("bo", "municipal_editor", skive))
    answer = client.get(reverse("editor_people"))
    assert answer.status_code in {302, 403}
    assert reverse("editor_people") not in client.get("/admin/").content.decode()
