"""320 px wide, and 1280 px at 400 %: nothing goes sideways and nothing is cut off (point 6).

Every page, in Danish or in Arabic (`WHOLE_MATRIX=1`: in both), also with letters of twice the
size; and what one presses is large enough for a finger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.portal.open_to_all.judging import load
from tests.acceptance.portal.open_to_all.matrix import in_turn
from tests.acceptance.portal.open_to_all.narrow import ZOOMED, faults_on, lost, too_small
from tests.acceptance.portal.open_to_all.readers import pages_of_citizens, pages_of_visitors
from tests.support.browser import watched_page
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
# Who reads Danish and who reads Arabic.
HOMES = {"da": "thisted", "ar": "odense"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page as on a computer that is zoomed in: a telephone would shrink what is too wide."""
    with watched_page(browser, {"viewport": ZOOMED, "reduced_motion": "reduce"}) as opened:
        yield opened


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("pages_of", [pages_of_visitors, pages_of_citizens])
def test_every_page(
    live_site: LiveSite,
    page: Page,
    language: str,
    pages_of: Callable[..., dict[str, dict[str, str]]],
) -> None:
    home = HOMES[language]
    faults = []
    pages = pages_of(live_site, page, [home])[home]
    for name, path in in_turn(pages, list(HOMES).index(language), len(HOMES)):
        page.set_viewport_size(ZOOMED)
        load(page, live_site.url(path, home), language)
        faults += [f"{name} ({path}) {fault}" for fault in faults_on(page)]
    assert not faults, "\n".join(faults)


def test_what_is_lost_would_be_found(live_site: LiveSite, page: Page) -> None:
    load(page, live_site.url("/hjaelp/", "thisted"), "da")
    assert lost(page) == too_small(page) == []
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('h1').style.inlineSize = '900px'")
    page.evaluate(
        "document.querySelector('main p').style.cssText = 'overflow: hidden; height: 9px'"
    )
    page.evaluate(
        "document.querySelector('summary').style.cssText = 'min-block-size: 0; height: 20px'"
    )
    assert len(lost(page)) >= 2
    assert len(too_small(page)) >= 1
