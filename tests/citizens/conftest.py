"""Municipalities, citizens, and an identity provider on a real socket."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from django.urls import set_script_prefix

from cms.citizens.identity.discovery import forget_descriptions
from cms.citizens.models import Citizen
from cms.demo.identity_provider import IdentityProvider
from cms.demo.identity_provider_server import make
from cms.municipalities.models import Municipality
from tests.support.sites import opened

SECRET = "a-secret-of-the-tests"
SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"


@pytest.fixture
def thisted(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0787", slug="thisted", name="Thisted"))


@pytest.fixture
def vejen(db: None) -> Municipality:
    return opened(Municipality.objects.create(code="0575", slug="vejen", name="Vejen"))


@pytest.fixture
def karoline(thisted: Municipality) -> Citizen:
    return Citizen.objects.create(
        municipality=thisted, issuer="somebody", subject="demo-karoline", display_name="Karoline B"
    )


@pytest.fixture
def frame(settings: Any) -> None:
    """The citizen's pages alone, in a frame that does not need the rest of the portal."""
    settings.ROOT_URLCONF = "tests.citizens.urls"
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"][-1] = "tests.citizens.frame.portal"


@pytest.fixture(scope="session")
def running_provider() -> Iterator[IdentityProvider]:
    server = make(None, "127.0.0.1", 0)
    provider = IdentityProvider(f"http://localhost:{server.server_port}", "jobunivers", SECRET)
    server.set_app(provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


def use_provider(settings: Any, running_provider: IdentityProvider) -> None:
    """Have the portal's citizens log in there."""
    settings.OIDC_PROVIDERS = {
        "mitid": {
            "label": "MitID",
            "issuer": running_provider.issuer,
            "client_id": "jobunivers",
            "client_secret": SECRET,
            "claims": {"subject": "sub", "name": "name", "assurance": "acr"},
            "assurance": SUBSTANTIAL,
        }
    }
    forget_descriptions()


@pytest.fixture
def provider(
    running_provider: IdentityProvider, settings: Any, frame: None
) -> Iterator[IdentityProvider]:
    """The provider, honest at the start of each test, and the portal set up to use it."""
    use_provider(settings, running_provider)
    honest = running_provider.signer.claims
    yield running_provider
    running_provider.signer.claims = honest  # type: ignore[method-assign]


@dataclass
class Visitor:
    """A browser at a portal: the portal in this process, the provider over a socket."""

    client: Client
    prefix: str = ""

    def get(self, path: str, **values: Any) -> Any:
        set_script_prefix("/")  # as every server does before a request
        return self.client.get(f"{self.prefix}{path}", **values)

    def post(self, path: str, data: dict[str, Any] | None = None) -> Any:
        set_script_prefix("/")
        return self.client.post(f"{self.prefix}{path}", data or {})

    def begin(self, next_path: str = "") -> str:
        """Begin to log in; the address that the portal sends the browser to."""
        answer = self.get("/log-ind/mitid/", data={"next": next_path} if next_path else {})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def choose(self, address: str, **choice: str) -> str:
        """Choose a person at the provider; the address that it sends the browser back to."""
        answer = requests.post(
            address, data=choice or {"person": "demo-karoline"}, allow_redirects=False, timeout=5
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def come_back(self, address: str) -> HttpResponse:
        """Follow the provider's redirect to the portal."""
        parts = urlsplit(address)
        path = parts.path.removeprefix(self.prefix)
        answer: HttpResponse = self.get(path, data=dict(parse_qsl(parts.query)))
        return answer

    def log_in(self, next_path: str = "", **choice: str) -> HttpResponse:
        return self.come_back(self.choose(self.begin(next_path), **choice))


@pytest.fixture
def visitor(provider: IdentityProvider, thisted: Municipality) -> Visitor:
    """Somebody at Thisted's portal, on its own host."""
    return Visitor(Client(HTTP_HOST="thisted.localhost:8000"))


@pytest.fixture
def visitor_by_path(provider: IdentityProvider, thisted: Municipality) -> Visitor:
    """Somebody at Thisted's portal, on the shared host."""
    return Visitor(Client(HTTP_HOST="localhost:8000"), "/thisted")
