"""A service with an agreement, its vendor's system, and a browser that uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from cms.capabilities.launch.agreements import agree as write_agreement
from cms.capabilities.launch.keys import make_key
from cms.capabilities.launch.models import Agreement, LaunchClient, LaunchSettings
from cms.capabilities.launch.registering import Registration, new_secret, register
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import Vendor
from tests.personalisation.conftest import Nation, make_item, nation
from tests.support.sites import opened

__all__ = ["nation"]

LINK = "https://service.example/dansk"
TOOL = "https://tool.example"


@dataclass
class Service:
    """A vendor's item, and what is agreed and registered about it."""

    item: Item
    nation: Nation
    secret: str = ""

    @property
    def client(self) -> LaunchClient:
        return LaunchClient.objects.get(item_id=self.item.pk)

    @property
    def page(self) -> str:
        return f"/tilbud/{self.item.slug}/"

    def opens_by(self, way: str, tool: str = TOOL, **wants: bool) -> Service:
        """Register the vendor's system."""
        LaunchSettings.objects.update_or_create(
            item_id=self.item.pk, defaults={"way": way, **wants}
        )
        said = Registration(f"{tool}/{way}/login", f"{tool}/oidc/callback\n{tool}/lti/launch")
        register(self.item, said, None)
        self.secret = new_secret(self.item, None) or ""
        return self

    def agreed(self, days: int = 30, **values: Any) -> Agreement:
        """An agreement of Thisted's since yesterday, ending in some days."""
        today = timezone.localdate()
        said = {"first_day": today - timedelta(1), "last_day": today + timedelta(days)}
        return write_agreement(self.item, self.nation.thisted, said | values)


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: drawing a key takes longer than most tests."""
    return tmp_path_factory.mktemp("keys") / "launch.json"


@pytest.fixture
def keys(settings: Any, key_file: Path) -> Path:
    settings.LAUNCH_KEYS_FILE = str(key_file)
    settings.LAUNCH_ISSUER = "http://localhost"
    if not key_file.exists():
        make_key()
    return key_file


@pytest.fixture
def vendor(nation: Nation) -> Vendor:
    return Vendor.objects.create(slug="talende", name="Talende Dansk")


@pytest.fixture
def service(nation: Nation, vendor: Vendor, keys: Path) -> Service:
    opened(nation.thisted)
    values = {"summary": "Kort", "link": LINK, "access": "agreement"}
    return Service(make_item("vendor_service", "dansk", vendor, **values), nation)


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    made = nation.citizen()
    made.display_name = "Karoline Bro"
    made.save()
    return made


@pytest.fixture
def browser_of() -> Callable[[Citizen | None], Client]:
    """Makes a browser in Thisted, of a citizen or of a visitor."""

    def made(citizen: Citizen | None) -> Client:
        client = Client(SERVER_NAME="thisted.localhost")
        if citizen is not None:
            session = client.session
            session["citizen_id"] = citizen.pk
            session.save()
            client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return made
