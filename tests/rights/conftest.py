"""Two municipalities, a citizen of each, and staff who meet them or don't."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality, User
from cms.staff.access import welcome
from tests.support.sites import opened


@pytest.fixture
def thisted(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0787", slug="thisted", name="Thisted"))


@pytest.fixture
def vejen(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0575", slug="vejen", name="Vejen"))


@pytest.fixture
def karoline(thisted: Municipality) -> Citizen:
    return Citizen.objects.create(
        municipality=thisted,
        issuer="somebody",
        subject="demo-karoline",
        display_name="Karoline Bondo",
        language="da",
    )


@pytest.fixture
def viggo(vejen: Municipality) -> Citizen:
    return Citizen.objects.create(
        municipality=vejen, issuer="somebody", subject="demo-viggo", display_name="Viggo Vind"
    )


Somebody = Callable[[str, Municipality], User]


@pytest.fixture
def somebody(db: None) -> Somebody:
    """Makes a person with a role on a municipality."""

    def make(role: str, municipality: Municipality) -> User:
        user = User.objects.create_user(
            f"{role}-{municipality.slug}", first_name="Ida", last_name=f"Lund {role}"
        )
        if role:
            welcome(user, role, municipality)
        return user

    return make


@pytest.fixture
def as_citizen() -> Callable[[Citizen], Client]:
    """A browser in which the citizen is logged in, at the citizen's municipality."""

    def open_browser(citizen: Citizen) -> Client:
        client = Client(headers={"host": f"{citizen.municipality.slug}.localhost"})
        session = client.session
        session["citizen_id"] = citizen.pk
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        return client

    return open_browser
