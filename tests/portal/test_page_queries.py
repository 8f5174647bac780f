"""No page asks the database more than a few times, however much stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.capabilities.completion.services import SomethingRemains, finish
from cms.capabilities.favourite.services import save
from cms.capabilities.signup.services import SignupClosed, sign_up
from cms.capabilities.signup.standing import questions_of
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from cms.plans.follows import Follow, follow
from cms.plans.models import FollowKind
from tests.my_page.conftest import LogIn, log_in
from tests.support.keeping import keeping

__all__ = ["keeping", "log_in"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]
MOST = 12
# A new minute begins with nothing kept; not twice within a few visits.
VISITS = 3
ROOMS = ("laering", "det-sker", "markedsplads", "moedested", "min-kommune")
EACH = 3
FOR_ALL = ("/", "/soeg/?q=cv", "/soeg/?q=xqzwvk", "/hjaelp/", "/tilgaengelighed/", "/privatliv/")
OWN = (
    *("/min-side/", "/mit-overblik/", "/gemt/", "/min-plan/", "/det-foelger-du/"),
    *("/min-profil/", "/indbakke/", "/dokumenter/"),
)


def paths() -> list[str]:
    """The pages that everybody has: rooms, lists, and some items of each type."""
    here = Municipality.objects.get(slug="thisted")
    found = [*FOR_ALL, *(f"/{room}/" for room in ROOMS)]
    for model in item_models().values():
        path = model.declaration.settings.path
        slugs = model.objects.on_shelf_of(here).order_by("slug").values_list("slug", flat=True)
        assert slugs
        found += [f"/{path}/", *(f"/{path}/{slug}/" for slug in slugs[:EACH])]
    return found


def asked_for(client: Client, path: str, most: int) -> int:
    """How often a page asks the database, in the best of a few visits, or one that is within."""
    counts: list[int] = []
    while len(counts) < VISITS and not any(count <= most for count in counts):
        client.get(path)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(path).status_code == 200, path
        counts.append(len(statements))
    return min(counts)


def too_many(client: Client, wanted: list[str]) -> dict[str, int]:
    """The pages that ask too often, and how often."""
    counts = {path: asked_for(client, path, MOST) for path in wanted}
    return {path: count for path, count in counts.items() if count > MOST}


@pytest.fixture
def busy(nation: object, log_in: LogIn) -> Iterator[Client]:
    """A citizen who saved, finished, signed up for and follows a lot."""
    client = log_in("demo-karoline")
    citizen = Citizen.objects.get(subject="demo-karoline")
    for model in item_models().values():
        for item in model.objects.on_shelf_of(citizen.municipality).order_by("slug")[:EACH]:
            engage(item, citizen)
    follow(citizen, Follow(FollowKind.WORD.value, "truck"))
    yield client


def engage(item: Item, citizen: Citizen) -> None:
    """Do with an item all that its type lets one do."""
    named = item.declaration.capabilities
    if "favourite" in named:
        save(item, citizen)
    if "completion" in named:
        with suppress(SomethingRemains):
            finish(item, citizen)
    if "signup" in named:
        try:
            sign_up(item, citizen, given=answers(item))
        except SignupClosed:
            return


def answers(item: Item) -> dict[int, str]:
    """One that will do for each question that is asked at sign-up."""
    asked = [question.as_question() for question in questions_of(item)]
    return {one.key: (one.allowed or ("Ja tak",))[0] for one in asked}


def test_a_visitors_pages(nation: object) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    assert too_many(client, paths()) == {}


def test_a_busy_citizens_pages(busy: Client) -> None:
    assert too_many(busy, [*paths(), *OWN]) == {}


def test_pages_in_another_language(busy: Client) -> None:
    """Translations come with what else stands around the items."""
    busy.cookies["language"] = "ar"
    wanted = [path for path in paths() if path not in FOR_ALL]
    assert too_many(busy, wanted) == {}
