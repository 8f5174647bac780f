"""A film in a real browser: played, left, and gone on with; read and searched; and without scripts.

The browser plays the demo's own films. Debian's Chromium can; one without the codec is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage, refuse_or_skip
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
Axe = Callable[[Page], list[str]]
PATH = "/videoer/foerste-dag-som-ledig/"
AT = "document.querySelector('[data-film] video').currentTime"


def open_film(site: LiveSite, page: Page, query: str = "") -> None:
    page.goto(site.url(PATH + query, "thisted"))


def play(page: Page) -> None:
    """Press play with the keyboard, as the browser's own player takes it."""
    if not page.evaluate(
        "document.createElement('video').canPlayType('video/mp4; codecs=avc1.42E01E')"
    ):
        refuse_or_skip("this Chromium plays no H.264")
    page.locator("[data-film] video").focus()
    page.keyboard.press("Space")


def playing_past(page: Page, seconds: float) -> None:
    page.wait_for_function(f"() => {AT} > {seconds}")


def test_whoever_leaves_goes_on_where_she_left(
    live_site: LiveSite, page_desktop: Page, axe: Axe
) -> None:
    page = page_desktop
    live_site.log_in(page, "demo-karoline")
    open_film(live_site, page)
    play(page)
    playing_past(page, 4.2)
    page.goto(live_site.url("/hjaelp/", "thisted"))
    page.goto(live_site.url("/", "thisted"))
    expect(page.get_by_text("Du er nået", exact=False).first).to_be_visible()
    open_film(live_site, page)
    expect(page.get_by_text("Du har set 2", exact=False)).to_be_visible()
    assert axe(page) == []
    # A busy machine plays on a little before the page is left.
    goes_on = page.get_by_role("link", name=re.compile(r"Fortsæt fra 0\.0[4-7]"))
    goes_on.press("Enter")
    playing_past(page, 5)
    assert page.evaluate(AT) < 9
    page.get_by_role("link", name="Forfra").press("Enter")
    page.wait_for_function(f"() => {AT} < 2")


def test_the_text_plays_is_followed_and_searched(
    live_site: LiveSite, page_phone: Page, axe: Axe
) -> None:
    page = page_phone
    open_film(live_site, page)
    page.get_by_text("Læs, hvad der bliver sagt").tap()
    second = page.locator("[data-at]").nth(2)
    second.get_by_role("link", name="Afspil fra 0.07").press("Enter")
    expect(second).to_have_attribute("aria-current", "true")
    page.get_by_label("Find i teksten").fill("A-KASSE")
    expect(page.get_by_text("Det bliver sagt 2 steder.")).to_be_visible()
    expect(page.locator("[data-at]:visible")).to_have_count(2)
    expect(page.locator("[data-at] mark").first).to_have_text("a-kasse")
    assert axe(page) == []
    page.get_by_label("Find i teksten").fill("pingvin")
    expect(page.get_by_text("Det bliver ikke sagt i videoen.")).to_be_visible()
    for target in page.locator("[data-film] :is(a, button, select, summary, input):visible").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44, target.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_speed_captions_and_sound_alone(live_site: LiveSite, page_desktop: Page) -> None:
    page = page_desktop
    open_film(live_site, page)
    page.get_by_label("Hastighed").select_option("1.5")
    page.get_by_label("Undertekster").select_option("")
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.5
    modes = "[...document.querySelector('video').textTracks].map(track => track.mode)"
    assert "showing" not in page.evaluate(modes)
    page.get_by_label("Undertekster").select_option("ar")
    assert page.evaluate(modes).count("showing") == 1
    play(page)
    playing_past(page, 1)
    page.get_by_role("link", name="Kun lyd").press("Enter")
    expect(page.get_by_role("link", name="Kun lyd")).to_have_attribute("aria-current", "true")
    page.wait_for_function("() => document.querySelector('video').currentSrc.endsWith('.m4a')")
    playing_past(page, 1.5)
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.5


def test_nothing_moves_while_the_page_loads_and_nothing_is_fetched(
    live_site: LiveSite, page_phone: Page
) -> None:
    films: list[str] = []
    page_phone.on("request", lambda one: films.append(one.url) if ".mp4" in one.url else None)
    page_phone.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { window.moved += one.value })).observe({type: 'layout-shift', buffered: true})"
    )
    open_film(live_site, page_phone)
    page_phone.wait_for_load_state("networkidle")
    assert films == []
    assert page_phone.evaluate("window.moved") < 0.02


def test_without_scripts(live_site: LiveSite, new_page: NewPage, axe: Axe) -> None:
    page = new_page("phone", java_script_enabled=False)
    live_site.log_in(page, "demo-karoline")
    open_film(live_site, page)
    expect(page.get_by_label("Hastighed")).to_be_hidden()
    assert page.locator("[data-film] video").get_attribute("controls") is not None
    page.get_by_text("Læs, hvad der bliver sagt").tap()
    page.get_by_role("link", name="Afspil fra 0.07").tap()
    page.wait_for_url("**/?fra=7#film")
    assert page.locator("video source").get_attribute("src").endswith("#t=7")  # type: ignore[union-attr]
    page.get_by_role("link", name="Kun lyd").tap()
    page.wait_for_url("**form=audio**")
    page.get_by_role("button", name="Jeg har set eller læst det hele").tap()
    expect(page.get_by_text("Du har set videoen.")).to_be_visible()
