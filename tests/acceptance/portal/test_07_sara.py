"""Sara has searched for long; she wants it fast, handsome and in one place (point 7)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.acceptance.portal.conftest import NewFilm
from tests.acceptance.portal.films.film import Film

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
CV = {"name": "cv-sara.pdf", "mimeType": "application/pdf", "buffer": PDF}
JOB = "Forlagsredaktør i vikariat"
TALK = "/samtaler/papirfuglen-en-halv-time/"


def test_sara_finds_a_job_on_her_way_home(new_film: NewFilm) -> None:
    """On the phone: from the front door to a job that she has applied for, and her week."""
    film = new_film("sara-phone", "koebenhavn", "phone")
    page = film.page
    film.go()
    film.scene("the front door", whole=True)
    film.log_in("demo-sara")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sara")
    film.scene("her own page", whole=True)
    search_nearby(film)
    save_with_a_last_day(film)
    apply(film)
    keep_the_cv(film)
    book_a_talk(film)
    see_the_week(film)
    find_out_what_she_can(film)
    search_everywhere(film)


def search_nearby(film: Film) -> None:
    """Jobs within ten kilometres of Nørrebro."""
    page = film.page
    page.locator(".bottombar").get_by_role("link", name="Job").tap()
    film.scene("jobs", whole=True)
    page.get_by_text("Vælg til og fra").tap()
    page.get_by_label("Postnummer").fill("2200")
    page.get_by_label("Højst så langt væk").select_option("10")
    page.get_by_role("button", name="Vis det valgte").tap()
    expect(page.get_by_role("link", name=JOB)).to_be_visible()
    expect(page.get_by_role("link", name="Fiskepakker til morgenholdet")).to_have_count(0)
    # What is true of everybody stands on no card.
    expect(page.get_by_text("Fordi alle i Danmark kan bruge det")).to_have_count(0)
    film.scene("jobs near her", whole=True)


def save_with_a_last_day(film: Film) -> None:
    """The heart on the card, then the ad, and a day of her own before the ad's."""
    page = film.page
    card = page.get_by_role("article").filter(has=page.get_by_role("link", name=JOB))
    card.get_by_role("button", name=f"Gem: {JOB}").tap()
    expect(card.get_by_role("button", name=f"Gem: {JOB}")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=JOB).tap()
    expect(page.get_by_role("heading", level=1, name=JOB)).to_be_visible()
    # The last day is said once, where one applies.
    said = page.locator("article.item").get_by_text(re.compile("Søg senest"))
    expect(said).to_have_count(1)
    expect(page.get_by_role("heading", name="Sidste dag")).to_have_count(0)
    film.scene("the ad", whole=True)
    page.locator(".actions summary", has_text="Gemt").tap()
    page.get_by_label("Sidste dag").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    page.get_by_label("Din egen note").fill("Nævn mit speciale om essays.")
    film.scene("a last day of her own")
    page.get_by_role("button", name="Skriv det ned").first.tap()
    expect(page.get_by_role("status").first).to_be_visible()


def apply(film: Film) -> None:
    """She has applied on their page, and notes it here."""
    page = film.page
    there = page.get_by_role("link", name="Søg på deres side")
    expect(there).to_have_attribute("href", re.compile(r"^https://[a-z-]+\.example/job/"))
    page.get_by_text("Skriv ned, hvor langt du er").tap()
    page.get_by_label("Søgt", exact=True).check()
    applying = page.get_by_role("region", name="Vil du søge?")
    applying.get_by_role("button", name="Skriv det ned").tap()
    expect(page.get_by_role("heading", name="Din ansøgning")).to_be_visible()
    film.scene("she has applied", whole=True)


def keep_the_cv(film: Film) -> None:
    """The CV lies ready for the next one."""
    page = film.page
    film.go("/mit-overblik/")
    expect(page.get_by_text(JOB).first).to_be_visible()
    film.scene("her overview", whole=True)
    page.get_by_role("link", name="Åbn dine dokumenter").tap()
    page.get_by_label("Vælg en fil").set_input_files(CV)  # type: ignore[arg-type]
    page.get_by_label("Hvad skal det hedde?").fill("CV til forlag")
    page.get_by_role("button", name="Læg det her").tap()
    expect(page.get_by_role("heading", name="CV til forlag")).to_be_visible()
    film.scene("her documents", whole=True)


def book_a_talk(film: Film) -> None:
    """Half an hour with a publisher."""
    page = film.page
    film.go("/moedested/")
    film.scene("the meeting place", whole=True)
    film.go(TALK)
    page.locator(".slots-time").first.tap()
    film.scene("half an hour with a publisher", whole=True)
    page.get_by_role("button", name="Book tiden").tap()
    expect(page.get_by_role("heading", name="Din tid")).to_be_visible()
    film.scene("booked")


def see_the_week(film: Film) -> None:
    """What comes next, and all of it in the calendar that she already has."""
    page = film.page
    film.go()
    expect(page.get_by_role("region", name="Min uge")).to_contain_text("En halv time hos et forlag")
    film.scene("her week", whole=True)
    film.go("/kalender/min/")
    expect(page.get_by_text("En halv time hos et forlag").first).to_be_visible()
    page.get_by_role("button", name="Lav en adresse").tap()
    address = page.get_by_label("Din hemmelige adresse").input_value()
    film.scene("her calendar", whole=True)
    told = str(page.evaluate("address => fetch(address).then(one => one.text())", address))
    assert told.startswith("BEGIN:VCALENDAR")
    assert "En halv time hos et forlag" in told


def find_out_what_she_can(film: Film) -> None:
    """The short test, to what she can use in a CV."""
    page = film.page
    film.go("/kompetencer/")
    page.get_by_role("button", name="Ja, saml mine kompetencer").tap()
    page.get_by_role("link", name="Begynd på testen").tap()
    film.scene("a question of the test")
    said = page.get_by_text(re.compile(r"Spørgsmål 1 af \d+")).inner_text()
    for number in range(1, int(said.split()[-1]) + 1):
        expect(page.get_by_text(f"Spørgsmål {number} af")).to_be_visible()
        page.locator(".tile").first.tap()
        page.get_by_role("button", name=re.compile("Næste|Se, hvad du kan")).tap()
    expect(page.get_by_role("heading", name="Det kan du")).to_be_visible()
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    film.scene("what she can", whole=True)


def search_everywhere(film: Film) -> None:
    """One field finds jobs, evenings and films."""
    page = film.page
    page.get_by_role("link", name="Søg", exact=True).first.tap()
    page.locator("#soeg-side").fill("forlag")
    page.locator("#soeg-side").press("Enter")
    expect(page.get_by_role("link", name="Kaffe med en forlægger")).to_be_visible()
    expect(page.get_by_role("link", name=JOB)).to_be_visible()
    film.scene("one search for everything", whole=True)


def test_sara_makes_it_her_own_in_the_dark(new_film: NewFilm) -> None:
    """At the desk in the evening: the elements that she wants, in her order, on a dark screen."""
    film = new_film("sara-desktop", "koebenhavn", "desktop", color_scheme="dark")
    page = film.page
    film.go()
    film.scene("the front door in the dark", whole=True)
    film.log_in("demo-sara")
    film.scene("her own page in the dark", whole=True)
    arrange(film)
    walk_in_the_dark(film)
    choose_what_to_be_told(film)
    film.go("/tekst-og-farver/")
    page.get_by_label("Lys", exact=False).first.check()
    page.get_by_role("button", name="Vis siden sådan").click()
    expect(page.locator("html")).to_have_attribute("data-look", "light")
    film.scene("light again")


def arrange(film: Film) -> None:
    """Courses are added, and jobs moved to the top."""
    page = film.page
    page.get_by_role("link", name="Tilpas siden").click()
    page.get_by_role("button", name="Tilføj Nye kurser").click()
    expect(page.get_by_role("button", name="Fjern Nye kurser")).to_be_visible()
    up = page.get_by_role("button", name="Flyt Stillinger til dig op")
    expect(up).to_be_visible()
    while up.get_attribute("aria-disabled") != "true":
        before = names(page)
        up.click()
        expect(
            page.locator(".arrange__row h3").nth(before.index("Stillinger til dig"))
        ).not_to_have_text("Stillinger til dig")
    assert names(page)[0] == "Stillinger til dig"
    film.scene("her page as she wants it", whole=True)
    page.get_by_role("link", name="Færdig").click()
    expect(page.locator(".widget h2").first).to_have_text("Stillinger til dig")
    film.scene("jobs first")


def names(page: Page) -> list[str]:
    """The elements of her page, in order."""
    return page.locator(".arrange__row h3").all_inner_texts()


def walk_in_the_dark(film: Film) -> None:
    """What she looks at most."""
    page = film.page
    film.go("/ledige-stillinger/")
    film.scene("jobs in the dark", whole=True)
    film.go("/aktiviteter/kultur-og-formidling-aften-diamanten/")
    page.get_by_role("button", name="Meld mig til").click()
    expect(page.get_by_role("heading", name="Du er tilmeldt")).to_be_visible()
    film.scene("an evening at the Diamond", whole=True)
    film.go("/kalender/?vis=maaned")
    film.scene("the month", whole=True)
    film.go("/videoer/akademiker-og-ledig/")
    film.scene("a film in the dark", whole=True)


def choose_what_to_be_told(film: Film) -> None:
    """News of what she has saved; the rest can wait in the inbox."""
    page = film.page
    film.go("/indbakke/")
    film.scene("her inbox")
    page.get_by_role("link", name="Vælg, hvad du får besked om").click()
    film.scene("what she is told", whole=True)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
