"""A phone without net opens what is saved and the next appointments; back on it, it catches up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.support.site import LiveSite

HOME = "thisted"
MINE = "/uden-net/mit/"

ALL_IS_SENT = """() => !JSON.parse(localStorage.getItem(
  Object.keys(localStorage).find((key) => key.startsWith('later'))) || '[]').length"""
UNHEARD = "addEventListener('online', (event) => event.stopImmediatePropagation(), true)"
PRESS = """(address) => document.dispatchEvent(
  new CustomEvent('portal:later', { detail: [address, 'save'] }))"""


@pytest.fixture
def page(live_site: LiveSite, new_page: Callable[..., Page]) -> Page:
    """Karoline's phone, with one thing saved and kept on it."""
    page = new_page("phone")
    live_site.log_in(page, "demo-karoline")
    page.goto(live_site.url("/kurser/", HOME))
    heart = page.locator(".switch__button").first
    if heart.get_attribute("aria-pressed") == "false":
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
    page.goto(live_site.url("/gemt/", HOME))
    page.get_by_role("button", name="Læg det på telefonen").click()
    expect(page.get_by_text("Det ligger på telefonen")).to_be_visible(timeout=20_000)
    return page


def test_what_was_saved_can_be_read_and_what_was_pressed_is_sent(
    live_site: LiveSite, page: Page
) -> None:
    title = page.locator(".card__title a").first.inner_text()
    page.context.set_offline(True)

    page.goto(live_site.url("/kurser/?level=beginner", HOME))
    expect(page.get_by_role("heading", name="Du er uden net lige nu")).to_be_visible()
    page.get_by_role("link", name="Det, du har på telefonen").click()
    expect(page.get_by_role("heading", name="De næste to uger")).to_be_visible()
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')

    page.goto(live_site.url(MINE, HOME))
    row = page.locator(".card", has_text=title)
    row.locator(".switch__button").click()
    expect(page.locator("#said")).to_have_text(
        "Du er uden net. Vi gør det, når du er på nettet igen."
    )
    expect(row.locator(".switch__button")).to_have_attribute("aria-pressed", "false")

    page.context.set_offline(False)
    page.wait_for_function(ALL_IS_SENT)
    page.goto(live_site.url("/gemt/", HOME))
    expect(page.locator(".card", has_text=title)).to_have_count(0)


@pytest.fixture
def heart(live_site: LiveSite, page: Page) -> Locator:
    """The first heart on the page of courses."""
    page.goto(live_site.url("/kurser/", HOME))
    return page.locator(".switch__button").first


def test_it_is_sent_where_the_browser_says_nothing_of_the_net(page: Page, heart: Locator) -> None:
    page.evaluate(UNHEARD)
    page.context.set_offline(True)
    was = heart.get_attribute("aria-pressed")
    heart.click()
    expect(heart).not_to_have_attribute("aria-pressed", was or "")
    assert not page.evaluate(ALL_IS_SENT)
    page.context.set_offline(False)
    page.wait_for_function(ALL_IS_SENT)
    page.reload()
    expect(heart).not_to_have_attribute("aria-pressed", was or "")


def test_it_is_sent_again_where_the_portal_could_not_take_it(page: Page, heart: Locator) -> None:
    """And what is pressed while it is on its way is sent too."""
    address = heart.locator("xpath=ancestor::form").get_attribute("action") or ""
    came: list[str] = []

    def answer(route: Route) -> None:
        came.append(route.request.post_data or "")
        if len(came) == 1:
            route.fulfill(status=503)
        elif len(came) == 2:
            page.evaluate(PRESS, f"{address}?anden")
            route.continue_()
        else:
            route.continue_()

    page.route(f"**{address}*", answer)
    page.evaluate(PRESS, address)
    page.wait_for_function(ALL_IS_SENT)
    assert len(came) == 3


def test_nothing_personal_is_kept_after_logging_out(live_site: LiveSite, page: Page) -> None:
    page.goto(live_site.url("/", HOME))
    page.locator(".topbar details summary", has_text="Karoline").click()
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Du er logget ud")).to_be_visible()
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.goto(live_site.url(MINE, HOME))


def test_the_items_are_kept_as_a_visitor_meets_them(page: Page) -> None:
    """Only the page of her own is hers: nobody's name lies in the others."""
    kept = page.evaluate(
        """async () => {
          const cache = await caches.open('kept');
          const found = {};
          for (const one of await cache.keys()) {
            found[new URL(one.url).pathname] = await (await cache.match(one)).text();
          }
          return found;
        }"""
    )
    pages = {path: text for path, text in kept.items() if "<html" in text}
    assert MINE in pages
    assert len(pages) > 2
    assert [path for path, text in pages.items() if "Karoline" in text] == [MINE]
