"""A last day on made-up types: on the page, in lists, by API; then gone, with a calm page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.capabilities.expiry.models import ClosingNotice
from cms.capabilities.expiry.services import warn
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.library.scope import everything
from cms.pushes.models import Push
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
PAGE, LIST = "/boder/en/", "/boder/"
NOON = 12


def noon_today() -> datetime:
    return timezone.localtime().replace(hour=NOON, minute=0)


def ask(client: Client, query: str) -> Any:
    answer = client.post(
        "/graphql/",
        json.dumps({"query": query}),
        content_type="application/json",
        headers={"X-Requested-With": "test"},
    )
    return answer.json()["data"]


def put(item: Item, name: str, value: Any) -> None:
    with everything("the test"):
        found = type(item).objects.get(pk=item.pk)
        setattr(found, name, value)
        found.save()


def test_it_is_open_until_its_moment_at_every_door(make: Make, client_of: ClientOf) -> None:
    item = make("stall", shuts=timezone.now() + timedelta(days=2, hours=1))
    page = client_of().get(PAGE).content.decode()
    assert "Sidste dag" in page and "validThrough" in page
    assert "Sidste dag" in client_of().get(LIST).content.decode(), "on the card, too"
    found = ask(client_of(), '{ stall(slug: "en") { closesAt daysLeft } }')["stall"]
    assert found["daysLeft"] in (2, 3) and found["closesAt"]

    put(item, "shuts", timezone.now() - timedelta(seconds=1))
    gone = client_of().get(PAGE)
    assert gone.status_code == 410
    assert "Det er ikke længere åbent" in gone.content.decode()
    assert "noindex" in gone.content.decode()
    assert PAGE not in client_of().get(LIST).content.decode()
    assert ask(client_of(), '{ stall(slug: "en") { slug } }')["stall"] is None
    assert client_of().get("/boder/never/").status_code == 404
    assert client_of().post(f"{PAGE}favourite/", {"action": "save"}).status_code == 404


def test_a_day_counts_to_its_end(make: Make, client_of: ClientOf) -> None:
    item = make("everything", last_day=timezone.localdate())
    assert "Det er i dag." in client_of().get("/alt/en/").content.decode()
    put(item, "last_day", timezone.localdate() - timedelta(days=1))
    assert client_of().get("/alt/en/").status_code == 410
    put(item, "last_day", None)
    assert client_of().get("/alt/en/").status_code == 200, "without a day it stays"


def test_those_who_kept_it_are_told_once_and_again_when_the_day_is_moved(
    make: Make, client_of: ClientOf, nation: Nation
) -> None:
    item = make("stall", shuts=timezone.now() + timedelta(days=4))
    karoline, other = nation.citizen(), nation.citizen()
    client_of(karoline).post(f"{PAGE}favourite/", {"action": "save"})
    told = warn(noon_today())
    assert told == {"told": 1} and warn(noon_today()) == {"told": 0}
    push = Push.objects.get(kind="closes_soon")
    assert push.citizen == karoline
    assert not Push.objects.filter(citizen=other).exists()
    put(item, "shuts", timezone.now() + timedelta(days=2))
    assert warn(noon_today()) == {"told": 1}
    data = json.dumps(export(karoline), default=str)
    assert "closes_at" in data
    erase(karoline)
    assert not ClosingNotice.objects.exists()


@pytest.mark.parametrize("days", [-1, 20])
def test_nobody_is_told_of_what_is_over_or_far_away(
    days: int, make: Make, client_of: ClientOf, nation: Nation
) -> None:
    item = make("stall", shuts=timezone.now() + timedelta(days=1))
    client_of(nation.citizen()).post(f"{PAGE}favourite/", {"action": "save"})
    put(item, "shuts", timezone.now() + timedelta(days=days))
    assert not warn(noon_today()).get("told")
    assert not Push.objects.filter(kind="closes_soon").exists()


def test_nobody_is_told_at_night(make: Make, client_of: ClientOf, nation: Nation) -> None:
    make("stall", shuts=timezone.now() + timedelta(days=2))
    client_of(nation.citizen()).post(f"{PAGE}favourite/", {"action": "save"})
    assert warn(noon_today().replace(hour=3)) == {}


def test_what_was_there_before_its_type_had_a_last_day_is_caught_up(
    make: Make, client_of: ClientOf
) -> None:
    item = make("stall", shuts=timezone.now() - timedelta(days=1))
    Item.objects.everything("as it was").filter(pk=item.pk).update(closes_at=None)
    assert client_of().get(PAGE).status_code == 200
    warn(noon_today())
    assert client_of().get(PAGE).status_code == 410
