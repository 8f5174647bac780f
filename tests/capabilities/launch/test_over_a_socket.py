"""A vendor's tool on a real socket, which knows of us only what the standards let it ask."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings

from cms.capabilities.launch.models import LaunchDay, LaunchTicket, Pseudonym
from cms.citizens.models import Citizen
from cms.demo.identity_provider_server import make
from cms.demo.vendor_tool import VendorTool
from tests.capabilities.launch.conftest import Service

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tool(live_server: Any, settings: Any, service: Service) -> Iterator[VendorTool]:
    settings.LAUNCH_ISSUER = live_server.url
    server = make(None, "127.0.0.1", 0)
    made = VendorTool(live_server.url, f"http://localhost:{server.server_port}", {})
    server.set_app(made)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def browser_of(citizen: Citizen) -> requests.Session:
    from django.test import Client

    session = Client().session
    session["citizen_id"] = citizen.pk
    session.save()
    made = requests.Session()
    made.cookies.set(
        django_settings.SESSION_COOKIE_NAME, session.session_key, domain="localhost.local"
    )
    return made


def press(browser: requests.Session, address: str, **values: str) -> requests.Response:
    """Press the button of a form on a page, as a browser without scripts does."""
    page = browser.get(address)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text[:500]
    return browser.post(f"{address}launch/aabn", {"csrfmiddlewaretoken": token[1], **values})


def go_on(browser: requests.Session, page: requests.Response) -> requests.Response:
    """Press the only button of the page that sends one on."""
    form = page.text.split("data-send-at-once")[0].rsplit("<form", 1)[1]
    address = re.search(r'action="([^"]+)"', form)
    fields = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    assert address
    return browser.post(unescape(address[1]), {name: unescape(value) for name, value in fields})


@pytest.mark.parametrize("way", ["oidc", "lti"])
def test_signed_in_over_there(
    way: str, tool: VendorTool, service: Service, karoline: Citizen, live_server: Any
) -> None:
    service.opens_by(way, tool.signing.address, wants_name=True)
    tool.signing._secrets = {service.client.client_id: service.secret}
    service.agreed(tells_name=True)
    browser, page = browser_of(karoline), f"{live_server.url}/thisted{service.page}"
    asked = press(browser, page)
    assert "Må vi sende det med?" in asked.text
    assert not LaunchTicket.objects.exists()
    assert not LaunchDay.objects.exists()
    arrived = press(browser, page, agrees="1")
    if way == "lti":
        arrived = go_on(browser, arrived)
    assert arrived.status_code == 200, arrived.text
    assert "Velkommen, Karoline" in arrived.text
    assert Pseudonym.objects.get(citizen=karoline).subject in arrived.text
    assert str(karoline.subject) == "0" or karoline.subject not in arrived.text
    [day] = LaunchDay.objects.all()
    assert (day.openings, day.citizens) == (1, 1)
    again = press(browser, page)
    assert "Må vi sende det med?" not in again.text
    assert LaunchDay.objects.get().citizens == 1
