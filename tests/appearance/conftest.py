"""Thisted and its administrator, with a theme of its own to change."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.appearance.themes import file_theme
from cms.municipalities.models import Municipality, User
from cms.theming import values_of


@pytest.fixture
def thisted(nation: Path) -> Municipality:
    """A municipality with a theme from files."""
    return Municipality.objects.get(slug="thisted")


@pytest.fixture
def person(thisted: Municipality) -> User:
    """Thisted's administrator."""
    return User.objects.get(username="thisted-administrator")


@pytest.fixture
def administrator(person: User) -> Client:
    """Thisted's administrator, logged in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def values(thisted: Municipality) -> dict[str, Any]:
    """Every value of Thisted's theme from files."""
    return values_of(file_theme(thisted))


def css_of(slug: str = "thisted") -> str:
    """The rules that a visitor's front page asks for."""
    client = Client(headers={"host": f"{slug}.localhost"})
    page = client.get("/").content.decode()
    start = page.index("/tema/")
    return client.get(page[start : page.index('"', start)]).content.decode()
