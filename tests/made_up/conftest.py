"""The made-up types' tables, a small nation, and people to try them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cms.citizens.models import Citizen
from cms.library.models import Item
from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.support.sites import opened

HERE = Path(__file__).parent
MADE_UP = sorted(path.stem for path in (HERE / "types").glob("*.yaml"))
KNOWS_MADE_UP = settings.SETTINGS_MODULE == "tests.made_up.settings"
HOST = "thisted.localhost"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Sessions with other settings know only the project's own types."""
    return True if HERE in collection_path.parents and not KNOWS_MADE_UP else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The made-up types' tables; migrations know only the project's own."""
    from django.db import connection

    from cms.library.registry import item_model

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for name in MADE_UP:
            editor.create_model(item_model(name))


@pytest.fixture
def nation(db: None) -> Nation:
    """Two municipalities; Thisted's portal is open."""
    made = small_nation()
    opened(made.thisted)
    return made


@pytest.fixture
def make(nation: Nation) -> Callable[..., Item]:
    """Makes a national item of a made-up type, on the shelf of every municipality."""

    def made(type_name: str, slug: str = "en", **values: Any) -> Item:
        return make_item(type_name, slug, nation.owner, **values)

    return made


@pytest.fixture
def client_of(nation: Nation) -> Callable[[Citizen | None], Client]:
    """Makes a browser in Thisted, of a citizen or of a visitor."""

    def browser(citizen: Citizen | None = None) -> Client:
        client = Client(SERVER_NAME=HOST)
        if citizen is not None:
            session = client.session
            session["citizen_id"] = citizen.pk
            session.save()
            client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return browser
