"""The button: what it says, what it asks, what it counts, and when it kindly says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.capabilities.launch.models import (
    LaunchConsent,
    LaunchDay,
    LaunchTicket,
    Opening,
    Pseudonym,
)
from cms.capabilities.launch.reading import standings, standings_of_visitors
from cms.capabilities.launch.services import agree, subject_of
from cms.capabilities.launch.words import WORDS
from cms.capabilities.rating.services import rate
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.municipalities.models import Vendor
from cms.pushes.models import Push
from tests.capabilities.launch.conftest import LINK, Service
from tests.personalisation.conftest import make_item

BrowserOf = Callable[[Citizen | None], Client]


def nothing_happened() -> bool:
    tables = (LaunchTicket, LaunchDay, Opening, LaunchConsent, Pseudonym)
    return not any(table.objects.exists() for table in tables)


def press(browser: Client, service: Service, **values: str) -> Any:
    return browser.post(f"{service.page}launch/aabn", values)


def test_a_visitor_opens_what_is_free_and_only_the_number_is_kept(
    service: Service, browser_of: BrowserOf
) -> None:
    browser = browser_of(None)
    assert press(browser, service)["Location"].startswith("/log-ind/")
    assert nothing_happened()
    type(service.item).objects.everything("test").filter(pk=service.item.pk).update(access="free")
    page = browser.get(service.page).content.decode()
    assert "Du går videre til <bdi>service.example</bdi>." in page
    assert "Vi sender ingen oplysninger om dig med." in page
    assert LINK not in page.split("<main")[1].split("launch-heading")[1]
    answer = press(browser, service)
    assert (answer.status_code, answer["Location"]) == (303, LINK)
    assert LaunchDay.objects.get().openings == 1
    assert not Opening.objects.exists()


def test_what_was_read_together_with_it_may_be_of_any_kind(
    service: Service, karoline: Citizen
) -> None:
    film = make_item("article", "film", service.nation.owner)
    assert standings([film, service.item], karoline).keys() == {service.item.pk}
    assert standings_of_visitors([film, service.item]).keys() == {service.item.pk}


def test_a_link_through_an_agreement_is_counted_by_day(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    browser = browser_of(karoline)
    service.agreed()
    for _time in range(2):
        assert press(browser, service)["Location"] == LINK
    day = LaunchDay.objects.get()
    assert (day.municipality, day.openings, day.citizens) == (
        service.nation.thisted.owner_ptr.municipality,
        2,
        1,
    )
    assert not Pseudonym.objects.exists(), "nothing is passed on by a link"


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        (None, "Din kommune har ikke en aftale"),
        ({"days": -1}, "Din kommunes aftale sluttede"),
        ({"first_day": 3}, "Din kommunes aftale begynder"),
        ({"seats": 1}, "Alle pladser i din kommunes aftale er taget"),
    ],
)
def test_it_is_not_for_you_and_says_so_kindly(
    agreement: dict[str, int] | None,
    said: str,
    service: Service,
    karoline: Citizen,
    browser_of: BrowserOf,
) -> None:
    service.opens_by("oidc")
    values: dict[str, Any] = dict(agreement or {})
    if "first_day" in values:
        values["first_day"] = timezone.localdate() + timedelta(values["first_day"])
    if agreement is not None:
        service.agreed(**values)
    if "seats" in values:
        Opening.objects.create(item_id=service.item.pk, citizen=service.nation.citizen())
    before = Opening.objects.count()
    browser = browser_of(karoline)
    page = browser.get(service.page).content.decode()
    assert said in page
    assert "launch/aabn" not in page
    assert press(browser, service, agrees="1")["Location"] == service.page
    assert Opening.objects.count() == before
    assert not LaunchTicket.objects.exists() and not LaunchDay.objects.exists()


def test_another_municipalitys_seats_and_agreement_are_its_own(
    service: Service, browser_of: BrowserOf
) -> None:
    service.opens_by("lti")
    service.agreed(seats=1)
    stranger = service.nation.citizen(service.nation.aarhus)
    Opening.objects.create(item_id=service.item.pk, citizen=stranger)
    browser = browser_of(service.nation.citizen())
    assert "Må vi sende det med?" in press(browser, service).content.decode()


def test_nothing_leaves_before_yes_nor_after_it_is_taken_back(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    service.opens_by("oidc", wants_name=True, wants_language=True)
    service.agreed(tells_name=True)
    browser = browser_of(karoline)
    asked = press(browser, service).content.decode()
    assert "Dit fornavn" in asked and "Dit sprog" not in asked
    assert nothing_happened()
    assert "tool.example/oidc/login" in press(browser, service, agrees="1")["Location"]
    assert LaunchConsent.objects.get().passes == ["subject", "municipality", "name"]
    assert "tool.example" in press(browser, service)["Location"]
    browser.post(f"{service.page}launch/", {"action": "withdraw"})
    assert not LaunchTicket.objects.exists()
    assert "Må vi sende det med?" in press(browser, service).content.decode()


def test_a_larger_agreement_asks_again(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    service.opens_by("oidc", wants_name=True)
    service.agreed()
    browser = browser_of(karoline)
    press(browser, service, agrees="1")
    service.agreed(tells_name=True)
    assert "Dit fornavn" in press(browser, service).content.decode()


def test_each_vendor_knows_another_name(
    service: Service, vendor: Vendor, karoline: Citizen
) -> None:
    other = Vendor.objects.create(slug="ro", name="Ro")
    values = {"summary": "x", "link": LINK}
    same, another = (
        make_item("vendor_service", slug, owner, **values)
        for slug, owner in (("b", vendor), ("c", other))
    )
    own = subject_of(service.item, karoline)
    assert subject_of(same, karoline) == own == subject_of(service.item, karoline)
    assert subject_of(another, karoline) != own
    erase(karoline)
    assert subject_of(service.item, service.nation.citizen()) != own


def test_all_that_is_kept_is_exported_and_goes(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    service.agreed()
    press(browser_of(karoline), service)
    agree(service.item, karoline)
    subject = subject_of(service.item, karoline)
    [word] = WORDS
    assert word.name == "launched"
    assert subject in str(export(karoline))
    erase(karoline)
    assert not any(table.objects.exists() for table in (Opening, Pseudonym, LaunchConsent))
    assert LaunchDay.objects.get().openings == 1, "numbers alone stay"


def test_whoever_has_opened_it_may_rate_it_and_hears_when_it_ends(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    service.agreed()
    press(browser_of(karoline), service)
    assert rate(service.item, karoline, 4, "").stars == 4
    for _time in range(2):
        service.agreed(days=60)
    assert Push.objects.filter(citizen=karoline, kind="service_ends").count() == 1


def test_a_municipalitys_own_service_needs_nobodys_agreement(
    service: Service, karoline: Citizen, browser_of: BrowserOf
) -> None:
    Item.objects.everything("test").filter(pk=service.item.pk).update(
        owner=service.nation.thisted.pk
    )
    service.opens_by("oidc")
    assert "tool.example" in press(browser_of(karoline), service, agrees="1")["Location"]
