"""What the API's tests have at hand."""

import json
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.test import RequestFactory

from cms.api.documents import read_document
from cms.api.execution import answer
from cms.municipalities.models import Municipality
from tests.api.factories import World, make_world, read_world
from tests.conftest import SEED
from tests.support.database import filled, on

Ask = Callable[..., dict[str, Any]]


@cache
def world_database() -> str:
    """A database with the world in it."""
    return filled("world", lambda: make_world(random.Random(SEED)))


@pytest.fixture
@on(world_database)
def world(db: None) -> World:
    """A small world, different for each seed."""
    return read_world()


def request_of(municipality: Municipality | None, citizen: Any = None, user: Any = None) -> Any:
    """A request as the middlewares leave it."""
    from django.contrib.auth.models import AnonymousUser

    request: Any = RequestFactory().get("/graphql/")
    request.municipality, request.citizen = municipality, citizen
    request.user, request.path_prefix = user or AnonymousUser(), ""
    return request


@pytest.fixture
def ask(world: World) -> Ask:
    """Asks a question at one of the two municipalities, in Python."""

    def asked(query: str, at: int = 0, **variables: Any) -> dict[str, Any]:
        request = request_of(world.municipalities[at])
        found: dict[str, Any] = json.loads(
            answer(request, read_document(query), None, variables).body
        )
        return found

    return asked
