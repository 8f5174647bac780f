"""Morten is dyslexic and at home in games; he wants films, plain words and somebody with him."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.portal.conftest import NewFilm
from tests.acceptance.portal.films.film import Film
from tests.support.voices import VOICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FILM = "/videoer/ordblind-og-jobsoegende/"
COURSE = "/kurser/jobsoegning-fra-start/"
EVENING = "/aktiviteter/spil-som-arbejde-katrinebjerg/"
WITH_ONE = "/aktiviteter/tryg-foerste-samtale-folkestedet/"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
CV = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": PDF}
SPOKEN = "window.said.at(-1)?.text ?? ''"
VOICE = "[['da-DK', true]]"


def test_morten_has_it_read_and_shown(new_film: NewFilm) -> None:
    """At home on the desktop: large letters, little at a time, a film, a course read aloud."""
    film = new_film("morten-desktop", "aarhus", "desktop")
    page = film.page
    page.add_init_script(VOICES % VOICE)
    film.go()
    film.scene("the front door", whole=True)
    choose_large_letters(film)
    watch_a_film(film)
    film.log_in("demo-morten")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Morten")
    film.scene("his own page", whole=True)
    see_one_thing_at_a_time(film)
    have_a_section_read(film)
    take_the_first_steps(film)
    try_the_quiz(film)
    ask_his_adviser(film)


def choose_large_letters(film: Film) -> None:
    """From the foot of the front page, before he has logged in."""
    page = film.page
    page.get_by_role("link", name="Tekst og farver").first.click()
    page.get_by_label("Meget store bogstaver").check()
    page.get_by_role("button", name="Vis siden sådan").click()
    expect(page.locator("html")).to_have_attribute("data-text", "largest")
    film.scene("very large letters", whole=True)


def watch_a_film(film: Film) -> None:
    """With captions on, and all that is said to be read beside it."""
    page = film.page
    film.go(FILM)
    expect(page.get_by_label("Undertekster")).to_have_value("da")
    page.get_by_text("Læs, hvad der bliver sagt").click()
    first = page.locator(".transcript__passage").first
    expect(first).to_be_visible()
    film.scene("a film with all its words", whole=True)
    page.locator("[data-film] video").scroll_into_view_if_needed()
    page.locator(".transcript__time").nth(1).click()
    page.wait_for_function("() => document.querySelector('[data-film] video').currentTime > 1")
    film.scene("the film plays")


def see_one_thing_at_a_time(film: Film) -> None:
    """The simpler view."""
    page = film.page
    page.get_by_role("button", name="Enklere visning").first.click()
    expect(page.locator(".widget")).to_have_count(1)
    film.scene("one thing at a time", whole=True)
    page.get_by_role("link", name="Min plan", exact=True).last.click()
    film.scene("his plan alone", whole=True)


def have_a_section_read(film: Film) -> None:
    """One section of the course, sentence by sentence."""
    page = film.page
    film.go(COURSE)
    film.scene("the course", whole=True)
    button = page.get_by_role("button", name="Læs højt: Sådan foregår det")
    button.click()
    assert page.evaluate(SPOKEN) == "Sådan foregår det"
    page.evaluate("endSentence()")
    assert page.evaluate(SPOKEN).endswith(".")
    film.scene("it is read aloud")
    page.get_by_role("button", name="Stop").click()


def take_the_first_steps(film: Film) -> None:
    """To read, to watch, to write, to read."""
    page = film.page
    page.get_by_role("link", name="Begynd på første trin").click()
    expect(page.get_by_text("Trin 1 af 6")).to_be_visible()
    film.scene("the first step", whole=True)
    page.get_by_role("button", name="Jeg har læst det").click()
    expect(page.get_by_text("Trin 2 af 6")).to_be_visible()
    film.scene("a step that is a film", whole=True)
    page.get_by_role("button", name="Jeg har set den").click()
    page.get_by_label("Dine egne noter").fill("spil, folk, film")
    page.get_by_role("button", name="Jeg har gjort det").click()
    page.get_by_role("button", name="Jeg har læst det").click()
    expect(page.get_by_text("Trin 5 af 6")).to_be_visible()


def try_the_quiz(film: Film) -> None:
    """Wrongly first: what is right is told kindly, and he may try again."""
    page = film.page
    page.get_by_label("Jeg venter, til jeg kan det hele").check()
    film.scene("the quiz", whole=True)
    page.get_by_role("button", name="Se, hvordan det gik").click()
    expect(page.get_by_text("Et opslag er en ønskeseddel.")).to_be_visible()
    film.scene("not yet right", whole=True)
    page.get_by_role("link", name="Prøv igen").click()
    page.get_by_label("Jeg søger jobbet").check()
    page.get_by_label("Hvad man skal lave").check()
    page.get_by_label("Hvad man skal kunne").check()
    page.get_by_label("To bogstaver er nok").fill("et cv")
    page.get_by_role("button", name="Se, hvordan det gik").click()
    expect(page.get_by_text("Du har bestået.", exact=False)).to_be_visible()
    film.scene("passed", whole=True)


def ask_his_adviser(film: Film) -> None:
    """He shows the course to somebody, and asks."""
    page = film.page
    film.go(COURSE)
    page.locator(".actions summary", has_text="Del").click()
    page.get_by_text("Vis det til min jobrådgiver").click()
    page.get_by_label("Et par ord med", exact=False).fill("Kan vi tage det sidste trin sammen?")
    film.scene("he shows it to his adviser")
    page.get_by_role("button", name="Del med min jobrådgiver").click()
    expect(page.locator(".actions summary", has_text="Delt")).to_be_visible()
    film.go("/min-kommune/")
    expect(page.get_by_role("heading", name="Din kontaktperson")).to_be_visible()
    film.scene("who helps him", whole=True)


def test_morten_goes_out_and_goes_on(new_film: NewFilm) -> None:
    """On the phone: an afternoon at a game studio, somebody by his side, and the course's end."""
    begin_the_course(new_film)
    film = new_film("morten-phone", "aarhus", "phone")
    film.log_in("demo-morten")
    film.scene("his own page on the phone", whole=True)
    film.go("/det-sker/")
    film.scene("what happens", whole=True)
    go_there(film)
    find_somebody(film)
    go_on_where_he_left(film)
    finish(film)
    look_back(film)


def begin_the_course(new_film: NewFilm) -> None:
    """He has taken five steps at home."""
    film = new_film("morten-before", "aarhus", "desktop")
    film.log_in("demo-morten")
    have_taken(film)


def have_taken(film: Film) -> None:
    """All but the last step."""
    page = film.page
    film.go(f"{COURSE}steps/fortsaet/")
    for button in ("Jeg har læst det", "Jeg har set den", "Jeg har gjort det", "Jeg har læst det"):
        page.get_by_role("button", name=button).click()
    page.get_by_label("Jeg søger jobbet").check()
    page.get_by_label("Hvad man skal lave").check()
    page.get_by_label("Hvad man skal kunne").check()
    page.get_by_label("To bogstaver er nok").fill("et cv")
    page.get_by_role("button", name="Se, hvordan det gik").click()
    expect(page.get_by_text("Du har bestået.", exact=False)).to_be_visible()


def go_there(film: Film) -> None:
    """A seat at the studio."""
    page = film.page
    film.go(EVENING)
    film.scene("a game studio", whole=True)
    page.get_by_role("button", name="Meld mig til").tap()
    expect(page.get_by_role("heading", name="Du er tilmeldt")).to_be_visible()
    film.scene("he has a seat")


def find_somebody(film: Film) -> None:
    """Somebody who goes with him to talks."""
    page = film.page
    film.go(WITH_ONE)
    page.get_by_role("button", name="Meld mig til").tap()
    expect(page.get_by_role("heading", name="Du er tilmeldt")).to_be_visible()
    film.scene("somebody by his side", whole=True)


def go_on_where_he_left(film: Film) -> None:
    """His own page leads him back into the course."""
    page = film.page
    film.go()
    going = page.get_by_role("region", name="Det har du gang i")
    expect(going).to_contain_text("5 af 6 trin")
    going.scroll_into_view_if_needed()
    film.scene("where he left")
    going.get_by_role("link", name="Jobsøgning fra start").tap()
    page.get_by_role("link", name="Fortsæt, hvor du slap").tap()
    expect(page.get_by_text("Trin 6 af 6")).to_be_visible()


def finish(film: Film) -> None:
    """The last step, and the certificate."""
    page = film.page
    page.get_by_label("Vælg din fil").set_input_files(CV)  # type: ignore[arg-type]
    film.scene("the last step", whole=True)
    page.get_by_role("button", name="Send filen").tap()
    expect(page.get_by_text("6 af 6 trin klaret")).to_be_visible()
    film.scene("the course is done", whole=True)
    film.go(COURSE)
    expect(page.get_by_role("heading", name="Du har fået dit bevis")).to_be_visible()
    film.scene("he has his certificate", whole=True)
    page.get_by_role("link", name="Se og del beviset").tap()
    expect(page.get_by_text("Beviset er gyldigt", exact=True)).to_be_visible()
    film.scene("the certificate", whole=True)


def look_back(film: Film) -> None:
    """What he has done stands in one place."""
    page = film.page
    film.go("/mit-overblik/")
    expect(page.get_by_role("heading", name=re.compile("Dine beviser"))).to_be_visible()
    film.scene("what he has done", whole=True)
