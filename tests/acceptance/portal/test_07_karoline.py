"""Karoline, newly unemployed, unsure of public sites, wants to see what is asked of her (point 7).

She looks before she logs in, and wants a person at first. Each scene is one thing that she does.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.portal.conftest import NewFilm
from tests.acceptance.portal.films.film import Film

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COFFEE = "Ny ledig? Kom til en kop kaffe"
MEETING, CV = "Samtale om dit næste skridt, kl.\u00a014.30", "Læg dit CV på Jobnet"
WISH = "Ring til Fjordens Omsorg"


def test_karoline_sees_what_is_asked_of_her(new_film: NewFilm) -> None:
    film = new_film("karoline", "thisted", "phone")
    looks_before_logging_in(film)
    logs_in_and_sees_what_is_next(film)
    understands_what_is_asked(film)
    finds_a_person(film)
    answers_in_the_inbox(film)
    asks_and_signs_up(film)
    finds_it_in_her_calendar(film)
    takes_a_first_step(film)
    writes_a_wish(film)
    comes_back(film)


def room(page: Page, name: str) -> None:
    """Go by the bar at the foot of the phone."""
    page.locator(".bottombar").get_by_role("link", name=name, exact=True).tap()


def more(page: Page, name: str) -> None:
    """What stands behind the bar's last sign."""
    page.locator(".bottombar summary").tap()
    page.locator(".bottombar__sheet").get_by_role("link", name=name).tap()


def looks_before_logging_in(film: Film) -> None:
    page = film.page
    film.go()
    expect(page.get_by_role("heading", level=1)).to_have_text("Godt arbejde ved havet")
    expect(page.get_by_role("link", name="Log ind med MitID")).to_be_visible()
    film.scene("the front door", whole=True)
    room(page, "Aktiviteter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktiviteter")
    film.scene("what happens here")
    page.get_by_role("link", name=COFFEE).tap()
    expect(page.get_by_text("Få overblik over de første uger.").first).to_be_visible()
    expect(page.get_by_text("Gratis").first).to_be_visible()
    expect(page.get_by_role("link", name="Log ind og meld dig til")).to_be_visible()
    film.scene("a cup of coffee before logging in", whole=True)


def logs_in_and_sees_what_is_next(film: Film) -> None:
    page = film.page
    room(page, "Min side")
    page.get_by_role("link", name="Log ind med MitID").tap()
    page.locator('button[name="person"][value="demo-karoline"]').tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Karoline")
    hero = page.locator(".hero")
    expect(hero).to_contain_text(f"I morgen: {MEETING}")
    expect(hero.get_by_role("link", name="Få fat i et menneske")).to_be_visible()
    week = page.locator("#element-week")
    expect(week).to_contain_text(MEETING)
    expect(week).to_contain_text(CV)
    film.scene("her own page", whole=True)


def understands_what_is_asked(film: Film) -> None:
    page = film.page
    page.get_by_role("link", name="Se, hvad du skal have klar").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Min plan")
    first, second = (
        page.get_by_role("article").filter(has=page.get_by_role("heading", name=name))
        for name in (MEETING, CV)
    )
    expect(first).to_contain_text("I morgen, sammen med Bo Krogh")
    expect(first).to_contain_text("Du skal ikke have noget med")
    expect(first).to_contain_text("Skal gøres")
    expect(second).to_contain_text("Senest")
    expect(second).to_contain_text("gør vi det sammen på biblioteket")
    film.scene("what is asked of her", whole=True)


def finds_a_person(film: Film) -> None:
    page = film.page
    page.get_by_role("link", name="Få fat i din kontaktperson").tap()
    person = page.locator("section", has=page.get_by_role("heading", name="Din kontaktperson"))
    expect(person).to_contain_text("Bo Krogh")
    expect(person).to_contain_text("Din personlige jobkonsulent")
    ways = page.locator("section", has=page.get_by_role("heading", name="Sådan får du fat i os"))
    expect(ways.locator('a[href^="tel:"]')).to_be_visible()
    expect(ways).to_contain_text("Åbningstider")
    film.scene("a person", whole=True)


def answers_in_the_inbox(film: Film) -> None:
    page = film.page
    more(page, "Indbakke")
    page.get_by_role("link", name="Vi har et spørgsmål til dig").tap()
    expect(page.get_by_text("om formiddagen eller om eftermiddagen?")).to_be_visible()
    expect(page.get_by_role("link", name="Svar din kontaktperson")).to_be_visible()
    film.scene("a question to her")
    page.get_by_role("link", name="Svar din kontaktperson").tap()
    expect(page.get_by_role("link", name="bo.krogh@thisted.example")).to_be_visible()


def asks_and_signs_up(film: Film) -> None:
    page = film.page
    room(page, "Aktiviteter")
    page.get_by_role("link", name=COFFEE).tap()
    page.locator("summary", has_text="Spørg").tap()
    # She has asked before, and somebody answered.
    expect(page.get_by_text("Ja, det må du meget gerne.")).to_be_visible()
    page.locator("summary", has_text="Skriv til dem").tap()
    page.get_by_label("Hvad vil du spørge om?").fill("Hvor på rådhuset skal jeg gå hen?")
    film.scene("she asks")
    page.get_by_role("button", name="Send spørgsmålet").tap()
    expect(page.get_by_text("Et menneske svarer dig i din indbakke.")).to_be_visible()
    page.get_by_role("button", name="Meld mig til").tap()
    expect(page.get_by_role("heading", name="Du er tilmeldt")).to_be_visible()
    page.get_by_role("button", name="Gem", exact=True).tap()
    expect(page.locator(".actions")).to_contain_text("Gemt")
    film.scene("signed up and saved", whole=True)


def finds_it_in_her_calendar(film: Film) -> None:
    page = film.page
    more(page, "Mit overblik")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mit overblik")
    film.scene("her overview", whole=True)
    page.get_by_role("link", name="Din kalender").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Min kalender")
    expect(page.locator(".agenda").get_by_role("link", name=COFFEE)).to_contain_text("13.00")
    expect(page.locator(".agenda").get_by_role("link", name=MEETING)).to_contain_text("Bo Krogh")
    film.scene("her calendar")


def takes_a_first_step(film: Film) -> None:
    page = film.page
    room(page, "Læring")
    page.get_by_role("link", name="Jobsøgning fra start").first.tap()
    page.get_by_role("link", name="Begynd på første trin").tap()
    expect(page.get_by_text("Du kan stoppe, når du vil")).to_be_visible()
    film.scene("a first step")
    page.get_by_role("button", name="Jeg har læst det").tap()
    expect(page.get_by_text("Trin 2 af 6")).to_be_visible()


def writes_a_wish(film: Film) -> None:
    page = film.page
    film.go("/min-plan/")
    new = page.locator("#ny")
    new.get_by_label("Hvad vil du gøre?").fill(WISH)
    new.get_by_role("button", name="Skriv det i planen").tap()
    line = page.get_by_role("article").filter(has=page.get_by_role("heading", name=WISH))
    expect(line).to_contain_text("Dit ønske")
    expect(line).to_contain_text("Du skrev det")
    film.scene("her wish stands beside what is asked", whole=True)


def comes_back(film: Film) -> None:
    page = film.page
    page.goto("about:blank")
    film.go()
    week = page.locator("#element-week")
    expect(week).to_contain_text(MEETING)
    expect(week).to_contain_text(COFFEE)
    going = page.locator("#element-going_on")
    expect(going).to_contain_text("Jobsøgning fra start")
    expect(page.locator("#element-saved")).to_contain_text(COFFEE)
    film.scene("she comes back", whole=True)
