"""The first view on a slow phone: at most 100 kB besides pictures and film, and nothing moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_BYTES = 100_000
MOST_MOVED = 0.01
PICTURES = {"image", "media"}
# As Chromium's own tools have it: 700 kilobits a second, 300 milliseconds there and back.
THIRD_GENERATION = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 700_000 / 8,
    "uploadThroughput": 250_000 / 8,
}
WATCH = """
window.moved = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  const what = one.sources.map(({ node }) => node?.outerHTML?.slice(0, 80));
  if (!one.hadRecentInput) window.moved.push([one.value, what]);
})).observe({ type: "layout-shift", buffered: true });
"""
LETTERS = "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"
VISITED = {
    "home": "/",
    "list": "/aktiviteter/",
    "course": "/kurser/jobsoegning-fra-start/",
    "film": "/videoer/foerste-dag-som-ledig/",
    "calendar": "/kalender/",
    "search": "/soeg/?q=samtale",
}
OWN = {"my page": "/", "overview": "/mit-overblik/", "plan": "/min-plan/"}


@pytest.mark.parametrize("name", VISITED)
def test_a_visitors_first_view(live_site: LiveSite, new_page: NewPage, name: str) -> None:
    first_view_is_light(new_page("phone"), live_site.url(VISITED[name], "thisted"))


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_in_other_letters(live_site: LiveSite, new_page: NewPage, language: str) -> None:
    page = new_page("phone")
    first_view_is_light(page, live_site.url(f"/aktiviteter/?sprog={language}", "odense"))
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("name", OWN)
def test_a_citizens_first_view(live_site: LiveSite, new_page: NewPage, name: str) -> None:
    front = new_page("phone")
    live_site.log_in(front, "demo-karoline")
    # Logged in, but nothing kept from other pages.
    page = new_page("phone", storage_state=front.context.storage_state())
    first_view_is_light(page, live_site.url(OWN[name], "thisted"))
    assert page.get_by_text("Karoline").count()


def first_view_is_light(page: Page, address: str) -> None:
    """Fetch it on a slow line with nothing kept; scroll to its end."""
    fetched: dict[str, int] = {}

    def note(request: Request) -> None:
        if request.resource_type not in PICTURES:
            sizes = request.sizes()
            fetched[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", note)
    page.add_init_script(WATCH)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", THIRD_GENERATION)
    answer = page.goto(address, wait_until="networkidle", timeout=60_000)
    assert answer is not None
    assert answer.ok
    page.evaluate(LETTERS)
    assert sum(fetched.values()) <= MOST_BYTES, fetched
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate(LETTERS)
    moved = page.evaluate("window.moved")
    assert sum(value for value, _what in moved) < MOST_MOVED, moved
