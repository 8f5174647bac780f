"""Citizens who can be told something, and gateways that answer as a test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.demo import identity_provider_server as http
from cms.demo.gateway_store import Store
from cms.demo.message_gateways import Gateways
from cms.municipalities.models import Municipality
from cms.pushes.gateways.vapid import new_key
from cms.pushes.models import Contact, Preference, PushSettings
from cms.rights import consents
from tests.support.sites import opened

KEY = new_key()


@pytest.fixture(autouse=True)
def gateways_of_the_test(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Mail in files; nothing else unless a test says so."""
    folder = {"kind": "files", "folder": str(tmp_path / "mail"), "sender": "post@eksempel.dk"}
    settings.PUSH_GATEWAYS = {"mail": folder}  # type: ignore[attr-defined]


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality with an open site."""
    return opened(
        Municipality.objects.create(code="0999", slug="proeveby", name="Prøveby", theme="")
    )


def make_citizen(town: Municipality, name: str = "a", **answers: str) -> Citizen:
    """A citizen with an e-mail address that is confirmed, never quiet and with no limits."""
    citizen = Citizen.objects.create(municipality=town, issuer="t", subject=name, language="da")
    Contact.objects.create(
        citizen=citizen, kind="email", value=f"{name}@eksempel.dk", confirmed_at=timezone.now()
    )
    Preference.objects.create(citizen=citizen, channel="mail", is_wanted=True)
    consents.give(citizen, "messages_by_mail")
    PushSettings.objects.create(citizen=citizen, quiet_from=0, quiet_to=0, most_a_day=50)
    return citizen


@pytest.fixture
def citizen(town: Municipality) -> Citizen:
    """One citizen who gets mail at once."""
    return make_citizen(town)


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[tuple[Gateways, str]]:
    """The stand-ins over HTTP on a real socket, and their address."""
    application = Gateways(Store(tmp_path / "messages"))
    server = http.make(application, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield application, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
