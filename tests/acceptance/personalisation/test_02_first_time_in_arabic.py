"""Point 2: Nadia logs in for the first time, on a phone, in Arabic.

The demo knows Nadia already, so she is erased first: then all is new to her and the portal.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.site import LiveSite

ARABIC = re.compile(r"[\u0600-\u06ff]")
# What she answers; every other question is skipped.
ANSWERS = {
    "language": ["ar"],
    "looking_for": ["flexjob", "parttime"],
    "interests": ["hotel-og-koekken"],
    "languages": ["ar"],
    "challenges": ["danish"],
}
FORGET = """
from cms.citizens.models import Citizen
from cms.rights.erasing import erase
for citizen in Citizen.objects.filter(subject="demo-nadia"):
    erase(citizen)
print("left", Citizen.objects.filter(subject="demo-nadia").count())
"""
# A phone has voices, the browser of the tests has none.
VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voice = {lang: "ar-SA", name: "Laila", default: true, localService: true};
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [voice], speaking: false, pending: false, paused: false,
  speak: (words) => { window.said.push(words.text); }, cancel: () => {}, pause: () => {},
  resume: () => {}, addEventListener: () => {}, removeEventListener: () => {},
}});
"""


@pytest.fixture
def phone(fresh_site: LiveSite, browser: Browser) -> Page:
    """Her phone, set to Arabic."""
    assert "left 0" in fresh_site.manage("shell", "-c", FORGET)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="ar", is_mobile=True, has_touch=True
    )
    context.add_init_script(VOICE)
    return context.new_page()


def test_from_the_first_question_to_her_own_page(
    fresh_site: LiveSite, phone: Page, axe: Callable[[Page], list[str]]
) -> None:
    # Public pages are Danish first; she presses her language, and it stays.
    phone.goto(fresh_site.url("/?sprog=ar", "odense"))
    fresh_site.log_in(phone, "demo-nadia")
    is_arabic(phone)
    assert axe(phone) == []
    phone.locator("main a.button").first.click()
    answer_questions(phone)
    phone.goto(fresh_site.url("/", "odense"))
    is_arabic(phone)
    assert axe(phone) == []
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Nadia")
    its_cards_are_hers(phone)
    it_reads_aloud(phone)


def is_arabic(page: Page) -> None:
    """Right to left, with words to match, and nothing beyond the edge."""
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    assert ARABIC.search(page.locator("h1").inner_text())
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wider)


def answer_questions(page: Page) -> None:
    """One question to a screen, each with pictures where there are choices to see."""
    seen = []
    while match := re.search(r"/om-dig/spoergsmaal/([a-z_]+)/", page.url):
        name = match[1]
        assert name not in seen, "a question comes once"
        seen.append(name)
        assert ARABIC.search(page.locator("main").inner_text())
        if name not in ANSWERS:
            page.locator('button[name="action"][value="skip"]').click()
            continue
        for value in ANSWERS[name]:
            page.locator(f'input[name="answer"][value="{value}"]').check(force=True)
        consent = page.locator('input[name="consent"]')
        if consent.count():
            consent.check(force=True)
        page.locator('main form button[type="submit"]').first.click()
    assert set(ANSWERS) <= set(seen)
    assert "/om-dig/faerdig/" in page.url


def its_cards_are_hers(page: Page) -> None:
    """What she can read comes first, with a picture, and says why in Arabic."""
    cards = page.locator("main .widgets article")
    assert cards.count() >= 3
    for card in (cards.nth(number) for number in range(3)):
        assert card.locator("img, svg").count(), "a picture before the words"
        assert ARABIC.search(card.locator("h3, h2").first.inner_text()), "in her language"
    reasons = page.locator("main .reason")
    assert reasons.count()
    for reason in (reasons.nth(number) for number in range(min(reasons.count(), 6))):
        assert ARABIC.search(reason.inner_text())


def it_reads_aloud(page: Page) -> None:
    """One button reads the page."""
    page.locator("[data-read-aloud]").first.tap()
    page.wait_for_function("window.said.length > 0")
    assert ARABIC.search("".join(page.evaluate("window.said")))
