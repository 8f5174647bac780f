"""axe is clean on every page that a visitor meets: themes, languages, looks and sizes (point 6).

Each page in both looks and sizes, and over all pages each theme with each language;
`make whole-matrix` judges every state there is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.portal.open_to_all.matrix import State, chosen, judge
from tests.acceptance.portal.open_to_all.readers import pages_of_the_nation, pages_of_visitors
from tests.support.browser import SIZES, violations, watched_page
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A telephone's page, which is made wide for the desktop."""
    options = {**SIZES["phone"], "device_scale_factor": 1, "reduced_motion": "reduce"}
    with watched_page(browser, options) as opened:
        yield opened


def test_every_page_of_five_municipalities(
    live_site: LiveSite, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = pages_of_visitors(live_site, page)
    states = list(chosen(pages))
    faults, told = judge(
        page, states, lambda one: live_site.url(pages[one.theme][one.page], one.theme)
    )
    with capsys.disabled():
        print(f"\nVisitors: {told}")
    assert not faults, "\n".join(faults)


def test_the_pages_of_the_nation(live_site: LiveSite, page: Page) -> None:
    pages = pages_of_the_nation(live_site)
    faults, _told = judge(page, list(chosen(pages)), lambda one: pages[one.theme][one.page])
    assert not faults, "\n".join(faults)


def test_a_fault_would_be_found(live_site: LiveSite, page: Page) -> None:
    """The check itself works under the portal's content security policy."""
    page.goto(live_site.url("/", "vejen"))
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=\"/ikon.svg\">'")
    assert any("image-alt" in fault for fault in violations(page))


def test_a_state_says_what_it_is() -> None:
    state = State("/", "vejen", "ar", "dark", "phone")
    assert all(word in str(state) for word in ("vejen", "ar", "dark", "phone"))
