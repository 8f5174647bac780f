"""A company's own page: what it shows, what leads to it, and what it never shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from cms.library.models import Item, ShelfChoice
from cms.municipalities.models import Company, Municipality
from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.portal.visits import visit
from tests.support.sites import opened

PAGE = "/virksomheder/smedjen/"
Make = Callable[..., Item]
INTRODUCTIONS = """{ companyEvents(first: 9) { nodes { slug introduction { typeName title url } } }
  companyProfiles(first: 9) { nodes { slug introduction { slug } } } }"""


@pytest.fixture
def nation(db: None) -> Nation:
    made = small_nation()
    for one in (made.thisted, made.aarhus):
        opened(one)
    return made


@pytest.fixture
def company(nation: Nation) -> Company:
    return Company.objects.create(slug="smedjen", name="Smedjen")


@pytest.fixture
def make(company: Company) -> Make:
    """Makes what the company shows everywhere, unless it says otherwise."""

    def made(type_name: str, slug: str, **values: Any) -> Item:
        if type_name == "company_event":
            values.setdefault("starts_at", timezone.now() + timedelta(days=3))
        return make_item(type_name, slug, values.pop("owner", company), **values)

    return made


@pytest.fixture
def profile(make: Make) -> Item:
    return make("company_profile", "smedjen", summary="Vi smeder.", body="<p>Kom ind.</p>")


def soup(municipality: Municipality, path: str, **query: str) -> BeautifulSoup:
    answer = visit(municipality.slug, path, **query)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def owned(page: BeautifulSoup) -> dict[str, list[str]]:
    """By section what stands on the page, by address."""
    return {
        str(section["id"]): [str(link["href"]) for link in section.select(".card__title a")]
        for section in page.select(".item__owned > section")
    }


def take(item: Item, municipality: Municipality, *, taken: bool = True) -> None:
    ShelfChoice.objects.create(item=item, municipality=municipality, taken=taken)


def test_everything_of_the_company_stands_on_its_page(
    nation: Nation, make: Make, profile: Item
) -> None:
    for type_name in ("job", "talk", "company_event", "company_video"):
        make(type_name, f"vores-{type_name}".replace("_", "-"))
    other = Company.objects.create(slug="anden", name="Anden")
    make("job", "de-andres", owner=other)
    shown = owned(soup(nation.thisted, PAGE))
    assert list(shown) == ["virksomhedsvideoer", "arrangementer", "samtaler", "job"]
    assert shown["job"] == ["/job/vores-job/"]
    assert [len(links) for links in shown.values()] == [1, 1, 1, 1]


def test_what_another_municipality_shows_is_not_there(
    nation: Nation, make: Make, profile: Item
) -> None:
    take(make("company_video", "kun-aarhus", sharing="offered"), nation.aarhus)
    take(make("company_event", "valgt-fra"), nation.thisted, taken=False)
    make("job", "kladde", live=False)
    make("talk", "egen", sharing="private")
    for one in ("kun-aarhus", "valgt-fra", "kladde", "egen"):
        assert one not in str(soup(nation.thisted, PAGE).select_one("main"))
    there = owned(soup(nation.aarhus, PAGE))
    assert there["virksomhedsvideoer"] == ["/virksomhedsvideoer/kun-aarhus/"]
    assert there["arrangementer"] == ["/arrangementer/valgt-fra/"]
    assert {"job", "samtaler"}.isdisjoint(there)


def test_what_the_company_has_leads_to_its_page_where_that_is_shown(
    nation: Nation, make: Make
) -> None:
    make("company_event", "aabent-hus")
    page = make("company_profile", "smedjen", sharing="offered")
    take(page, nation.aarhus)
    there = soup(nation.aarhus, "/arrangementer/aabent-hus/").select_one(".item__from a")
    assert there is not None
    assert there["href"] == PAGE
    assert there.text == "Fra Smedjen"
    assert not soup(nation.thisted, "/arrangementer/aabent-hus/").select(".item__from")
    assert visit("thisted", PAGE).status_code == 404


def test_a_draft_introduces_nobody(nation: Nation, make: Make) -> None:
    make("company_event", "aabent-hus")
    draft = make("company_profile", "smedjen", live=False)
    assert not soup(nation.thisted, "/arrangementer/aabent-hus/").select(".item__from")
    assert visit("thisted", PAGE).status_code == 404
    Item.objects.everything("test").filter(pk=draft.pk).update(live=True)
    assert soup(nation.thisted, "/arrangementer/aabent-hus/").select(".item__from")


def test_the_first_of_many_and_all_of_them(nation: Nation, make: Make, profile: Item) -> None:
    for number in range(8):
        make("job", f"job-{number}")
    page = soup(nation.thisted, PAGE)
    assert len(owned(page)["job"]) == 6
    link = page.select_one("#job .section-head__link")
    assert link is not None
    assert link.text.strip() == "Se alle 8"
    assert link["href"] == "?vis=job#job"
    everything = soup(nation.thisted, PAGE, vis="job")
    assert len(owned(everything)["job"]) == 8
    assert not everything.select("#job .section-head__link")


def test_a_page_without_anything_else_helps(nation: Nation, profile: Item) -> None:
    page = soup(nation.thisted, PAGE)
    assert owned(page) == {}
    assert "følge" in page.select(".item__owned .empty__text")[0].text
    assert "Log ind og følg Smedjen" in page.text


def test_its_logo_stands_in_the_head(
    nation: Nation, make: Make, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (80, 40), "red").save(picture, "PNG")
    file = ContentFile(picture.getvalue(), "logo.png")
    logo = get_image_model().objects.create(title="Logo", file=file)
    make("company_profile", "smedjen", logo=logo)
    page = soup(nation.thisted, PAGE)
    [shown] = page.select(".item__art--logo img")
    # The name stands beside it, so it says nothing of its own.
    assert shown["alt"] == ""
    assert not page.select(".item__art svg")


def test_search_machines_read_an_organisation(nation: Nation, profile: Item) -> None:
    told = soup(nation.thisted, PAGE).select_one("#json-ld-data")
    assert told is not None
    read = json.loads(told.text)
    assert (read["@type"], read["name"]) == ("Organization", "smedjen")
    assert read["description"] == "Vi smeder."
    assert "provider" not in read
    assert PAGE in visit("thisted", "/sitemap.xml").content.decode()


def test_the_room_begins_with_who_is_there(nation: Nation, make: Make, profile: Item) -> None:
    make("company_event", "aabent-hus")
    make("network", "smedenes")
    cards = soup(nation.thisted, "/moedested/").select(".card__title a")
    addresses = [str(card["href"]) for card in cards]
    assert addresses == [PAGE, "/arrangementer/aabent-hus/", "/netvaerk/smedenes/"]


def test_the_api_says_who_the_owner_is_on_that_shelf(nation: Nation, make: Make) -> None:
    make("company_event", "aabent-hus")
    take(make("company_profile", "smedjen", sharing="offered"), nation.aarhus)
    known = {"typeName": "company_profile", "title": "smedjen", "url": PAGE}
    for slug, found in (("aarhus", known), ("thisted", None)):
        client = Client(headers={"host": f"{slug}.localhost"})
        answer = client.post("/graphql/", {"query": INTRODUCTIONS}, "application/json").json()
        [event] = answer["data"]["companyEvents"]["nodes"]
        assert event["introduction"] == found
        itself = [one["introduction"] for one in answer["data"]["companyProfiles"]["nodes"]]
        assert itself == ([{"slug": "smedjen"}] if found else [])
