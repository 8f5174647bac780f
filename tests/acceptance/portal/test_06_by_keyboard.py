"""The main tasks done by keyboard alone, on a desktop and zoomed in to 400 % (point 6).

Every stop on the way shows that it has focus, isn't hidden by a bar, has a name and stands where
one looks for it; after a form was sent, focus is on the words that say what came of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.portal.open_to_all.keyboard import Keyboard
from tests.support.browser import watched_page
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
# 1280 × 1024 px, as it is and at 400 %.
SCREENS = {"desktop": (1280, 1024), "zoomed": (320, 256)}
# The row of small actions on an item's page.
ACTIONS = ".actions"
HOME = "thisted"


@pytest.fixture(params=SCREENS)
def keyboard(
    request: pytest.FixtureRequest, browser: Browser, live_site: LiveSite
) -> Iterator[Keyboard]:
    """Karoline's keyboard, before she logs in; at the end no stop may have been a bad one."""
    width, height = SCREENS[request.param]
    options = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}
    with watched_page(browser, options) as page:
        made = Keyboard(page)
        yield made
        assert not made.faults, "\n".join(dict.fromkeys(made.faults))


@pytest.fixture
def karoline(keyboard: Keyboard, live_site: LiveSite) -> Keyboard:
    """She is logged in."""
    live_site.log_in(keyboard.page, "demo-karoline")
    return keyboard


def opened(keyboard: Keyboard, site: LiveSite, path: str) -> Page:
    """A page in Thisted, opened by its address; its head has been passed by the skip link."""
    keyboard.open(site.url(path, HOME))
    return keyboard.page


def test_logging_in_and_out(keyboard: Keyboard, live_site: LiveSite) -> None:
    page = keyboard.page
    page.goto(live_site.url("/", HOME))
    keyboard.follow("Log ind")
    # The provider's own page is another's; its people are buttons.
    page.locator('button[value="demo-karoline"]').press("Enter")
    page.wait_for_url(live_site.url("/**", HOME))
    keyboard.press("Karoline Min profil")
    keyboard.follow("Log ud")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er logget ud")


def test_searching_signing_up_and_signing_off(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/soeg/")
    karoline.to("Søg", within=".search-page__field")
    page.keyboard.type("vognmand")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    karoline.skip()
    karoline.follow("Kom med bag rattet")
    karoline.skip()
    karoline.send("Meld mig til", "tilmeldt")
    karoline.send("Meld fra", "meldt fra")


def test_saving_on_a_card_and_on_a_page(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/artikler/")
    karoline.to("Gem:")
    heart = page.locator(":focus")
    was, other = (
        ("true", "false") if heart.get_attribute("aria-pressed") == "true" else ("false", "true")
    )
    for now in (other, was):
        page.keyboard.press("Space")
        expect(heart).to_have_attribute("aria-pressed", now)
        expect(page.locator("#said")).to_contain_text("gemt", ignore_case=True)
    opened(karoline, live_site, "/kurser/cv-vaerksted/")
    karoline.send("Gem", "Gemt", within=ACTIONS)
    karoline.press("Gemt", within=ACTIONS)
    karoline.send("Gem ikke længere", "ikke længere")


def test_playing_a_film_and_reading_it(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/videoer/foerste-dag-som-ledig/")
    for _stop in range(60):
        karoline.on()
        if page.locator("video:focus").count():
            break
    page.keyboard.press("Space")
    page.wait_for_function("!document.querySelector('video').paused")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('video').paused")
    karoline.press("Læs, hvad der bliver sagt")
    karoline.press("Afspil fra")
    expect(page.locator("video")).to_be_visible()


def test_a_step_of_a_course(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/kurser/jobsoegning-fra-start/")
    way = page.locator("a", has_text="Fortsæt, hvor du slap")
    karoline.follow("Fortsæt" if way.count() else "Begynd på første trin")
    karoline.skip()
    step = page.url
    karoline.follow("Jeg har")
    page.wait_for_url(lambda url: "/steps/" in url and url != step)


def test_booking_a_time_and_giving_it_back(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/samtaler/et-kvarter-om-dit-cv/")
    karoline.to("", within=".slots-time")
    page.keyboard.press("Space")
    expect(page.locator(".slots-time :focus")).to_be_checked()
    karoline.send("Book tiden", "Tiden er din")
    karoline.send("Meld fra", "meldt fra")


def test_asking_a_question(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/aktiviteter/foerste-kop-kaffe-thisted/")
    karoline.press("Spørg", within=ACTIONS)
    karoline.press("Skriv til dem")
    karoline.to("Hvad vil du spørge om?")
    page.keyboard.type("Er der en elevator?")
    karoline.send("Send spørgsmålet", "Sendt")
    karoline.press("Spørg", within=ACTIONS)
    karoline.send("Slet spørgsmålet", "slettet")


def test_language_letters_and_colours(keyboard: Keyboard, live_site: LiveSite) -> None:
    page = keyboard.page
    page.goto(live_site.url("/hjaelp/", HOME))
    keyboard.press("Dansk Vælg sprog")
    keyboard.follow("English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(live_site.url("/tekst-og-farver/?sprog=da", HOME))
    keyboard.skip()
    keyboard.to("Almindelige bogstaver")
    keyboard.on("ArrowDown")
    keyboard.to("Som min telefon")
    keyboard.on("ArrowDown")
    keyboard.on("ArrowDown")
    keyboard.send("Vis siden sådan", "Sådan ser siden ud")
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    expect(page.locator("html")).to_have_attribute("data-text", "large")


def test_setting_up_min_side(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/")
    karoline.follow("Tilpas siden")
    karoline.skip()
    karoline.press("Flyt Til dig i dag ned")
    said = page.locator("[data-arrange-said]")
    expect(said).to_contain_text("nummer 2")
    expect(page.get_by_role("button", name="Flyt Til dig i dag ned")).to_be_focused()
    karoline.press("Fjern Min plan")
    expect(said).to_contain_text("Min plan er fjernet")
    expect(page.locator("main :focus")).to_have_count(1)
    page.goto(live_site.url("/min-side/", HOME))
    karoline.skip()
    karoline.press("Som den var fra begyndelsen")
    expect(said).to_contain_text("Siden er, som den var")


def test_showing_something_to_ones_adviser(karoline: Keyboard, live_site: LiveSite) -> None:
    page = opened(karoline, live_site, "/kurser/cv-vaerksted/")
    karoline.press("Del", within=ACTIONS)
    karoline.press("Vis det til min jobrådgiver")
    karoline.to("Et par ord med")
    page.keyboard.type("Kan vi tale om det her?")
    karoline.send("Del med min jobrådgiver", "Delt")
    karoline.press("Delt", within=ACTIONS)
    karoline.send("Del det ikke længere", "ikke")


def test_a_form_that_is_wrong_says_so_where_focus_is(
    karoline: Keyboard, live_site: LiveSite
) -> None:
    page = opened(karoline, live_site, "/indbakke/kontakt/email/")
    karoline.to("", within="form[method=post]")
    page.keyboard.type("kim@example")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main :focus")).to_have_attribute("aria-invalid", "true")
