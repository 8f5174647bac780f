"""A citizen of the demo nation at the portal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cms.citizens.models import Citizen
from cms.plans.models import Activity

HOSTS = {
    "demo-karoline": "thisted",
    "demo-sara": "koebenhavn",
    "demo-nadia": "odense",
    "demo-morten": "aarhus",
}
LogIn = Callable[[str], Client]


@pytest.fixture
def log_in(nation: Path) -> LogIn:
    """A browser in which one of the demo's people is logged in, with an empty plan."""
    Activity.objects.all().delete()

    def browser(subject: str) -> Client:
        client = Client(headers={"host": f"{HOSTS[subject]}.localhost"})
        session = client.session
        session["citizen_id"] = Citizen.objects.get(subject=subject).pk
        session.save()
        return client

    return browser
