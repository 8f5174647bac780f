"""What a phone is given to keep: all that is needed, one page of one's own, and only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from cms.capabilities.favourite.services import save
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.portal.views.offline import STATIC

pytestmark = pytest.mark.django_db
LIST, MINE = "/uden-net/liste/", "/uden-net/mit/"


@pytest.fixture
def visitor(nation: Path) -> Client:
    return Client(headers={"host": "thisted.localhost"})


@pytest.fixture
def karoline(visitor: Client) -> Client:
    session = visitor.session
    session["citizen_id"] = Citizen.objects.get(subject="demo-karoline").pk
    session.save()
    return visitor


def test_a_visitor_keeps_nothing(visitor: Client) -> None:
    for path in (LIST, MINE):
        assert "log-ind" in visitor.get(path)["Location"]
    assert visitor.get("/uden-net/").status_code == 200
    assert 'src="/static/portal/offline' not in visitor.get("/").content.decode()


def test_all_that_the_pages_need_is_listed(karoline: Client) -> None:
    listed = karoline.get(LIST).json()
    own, others = listed["own"], listed["open"]
    assert own == [MINE]
    for path in (MINE, "/uden-net/"):
        page = BeautifulSoup(karoline.get(path).content, "html.parser")
        needed = [one["href"] for one in page.select('link[rel="stylesheet"]:not([media])')]
        needed += [one["src"] for one in page.select("script[src]")]
        assert set(needed) <= {*others, *own}
    assert {staticfiles_storage.url(name) for name in STATIC} <= set(others)


def test_what_is_saved_is_listed_while_it_stands_on_the_shelf(karoline: Client) -> None:
    citizen = Citizen.objects.get(subject="demo-karoline")
    shelf = Item.objects.on_shelf_of(citizen.municipality)
    here = shelf.filter(type_name="course").first()
    assert here
    save(here, citizen)
    assert f"/kurser/{here.slug}/" in karoline.get(LIST).json()["open"]
    assert f"/kurser/{here.slug}/" in karoline.get(MINE).content.decode()
    here.live = False
    here.save()
    assert f"/kurser/{here.slug}/" not in karoline.get(LIST).json()["open"]


def test_the_script_is_the_portals_at_its_new_and_its_old_address(visitor: Client) -> None:
    for path in ("/arbejder.js", "/besked-arbejder.js"):
        answer = visitor.get(path)
        assert answer["Content-Type"] == "text/javascript"
        assert "showNotification" in answer.content.decode()
