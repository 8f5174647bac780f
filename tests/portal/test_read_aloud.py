"""Reading aloud: a section or the page, sentence by sentence, with the device's own voices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite
from tests.support.voices import VOICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/kurser/jobsoegning-fra-start/"
MARKED = "[...(CSS.highlights.get('being-read') ?? [])].map(String).join('').replace(/\\s+/g, ' ')"


def phone_with(new_page: NewPage, voices: str) -> Page:
    """A phone with voices: their language, and whether they live in the phone."""
    page = new_page("phone", reduced_motion="reduce")
    page.add_init_script(VOICES % voices)
    return page


def last_said(page: Page) -> str:
    said = page.evaluate("window.said.at(-1)?.text ?? ''")
    assert isinstance(said, str)
    return said


def test_a_section_is_read_sentence_by_sentence(live_site: LiveSite, new_page: NewPage) -> None:
    page = phone_with(new_page, "[['da-DK', true], ['ar', true]]")
    page.goto(live_site.url(COURSE, "thisted"))
    before = page.evaluate("document.documentElement.scrollHeight")
    button = page.get_by_role("button", name="Læs højt: Sådan foregår det")
    button.click()

    assert last_said(page) == page.evaluate(MARKED) == "Sådan foregår det"
    assert page.evaluate("window.said.at(-1).voice.lang") == "da-DK"
    expect(button).to_have_attribute("aria-pressed", "true")
    page.evaluate("endSentence()")
    first = last_said(page)
    assert first.endswith(".")
    assert first.count(".") == 1
    assert page.evaluate(MARKED) == first

    # A pause begins the sentence again.
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Læs videre").click()
    assert last_said(page) == first
    page.evaluate("endSentence()")
    assert last_said(page) != first
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    assert page.evaluate(MARKED) == ""
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    # Nothing moved when the signs came.
    assert page.evaluate("document.documentElement.scrollHeight") == before


def test_it_ends_with_the_section(live_site: LiveSite, new_page: NewPage) -> None:
    page = phone_with(new_page, "[['da', true]]")
    page.goto(live_site.url(COURSE, "thisted"))
    page.get_by_role("button", name="Læs højt: Sådan foregår det").click()
    while page.evaluate("CSS.highlights.size"):
        page.evaluate("endSentence()")
    said = page.evaluate("window.said.map((one) => one.text)")
    assert 2 < len(said) < 10
    assert "Videoer i kurset" not in said


def test_each_text_has_a_voice_of_its_language(live_site: LiveSite, new_page: NewPage) -> None:
    """An Arabic page with Danish titles: without a Danish voice those are left out."""
    page = phone_with(new_page, "[['ar-SA', true], ['ru-RU', false]]")
    page.goto(live_site.url(f"{COURSE}?sprog=ar", "odense"))
    page.locator("[data-read-aloud]").click()
    for _ in range(12):
        assert page.evaluate("window.said.at(-1).lang") == "ar"
        if page.evaluate("CSS.highlights.size"):
            page.evaluate("endSentence()")
    page.goto(live_site.url(f"{COURSE}?sprog=ru", "odense"))
    expect(page.locator("main h1")).to_be_visible()
    # The only Russian voice is somewhere else than in the phone.
    expect(page.locator("[data-read-aloud]")).to_be_hidden()


def test_without_a_voice_there_is_nothing_to_press(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone")
    page.goto(live_site.url(COURSE, "thisted"), wait_until="networkidle")
    expect(page.locator("[data-read-aloud]")).to_be_hidden()
    expect(page.locator(".read-section")).to_have_count(0)
    expect(page.locator("#reader")).to_be_hidden()
