"""axe is clean on every page that citizens with things of their own meet (point 6).

And no page is forgotten: each route is visited, or excused with a reason. See
`test_06_axe_visitors.py` about the states.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from cms.capabilities.registry import all_capabilities
from tests.acceptance.portal.open_to_all.excused import EXCUSED
from tests.acceptance.portal.open_to_all.lives import DOINGS, SHOWN_ONLY
from tests.acceptance.portal.open_to_all.matrix import Pages, chosen, judge
from tests.acceptance.portal.open_to_all.readers import (
    lived,
    never_visited,
    pages_of_citizens,
    pages_of_visitors,
)
from tests.acceptance.portal.open_to_all.routes import portal_routes
from tests.support.browser import SIZES, watched_page
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A telephone's page, which is made wide for the desktop."""
    options = {**SIZES["phone"], "device_scale_factor": 1, "reduced_motion": "reduce"}
    with watched_page(browser, options) as opened:
        yield opened


@pytest.fixture(scope="module")
def visitors(live_site: LiveSite, page: Page) -> Pages:
    """What can be met in Thisted before one logs in there."""
    return pages_of_visitors(live_site, page, ["thisted"])


@pytest.fixture(scope="module")
def citizens(live_site: LiveSite, page: Page, visitors: Pages) -> Pages:
    """What five citizens can meet at home."""
    return pages_of_citizens(live_site, page)


def test_no_page_is_forgotten(visitors: Pages, citizens: Pages) -> None:
    """A new page must be reached by a link or by an address without keys, or be excused here."""
    assert never_visited(visitors, citizens) == set()
    assert set(EXCUSED) <= portal_routes()


def test_the_citizens_have_done_what_can_be_done(live_site: LiveSite) -> None:
    done = {name for one in lived(live_site).values() for name in one["done"]}
    assert done == set(DOINGS)
    assert done | SHOWN_ONLY == set(all_capabilities())


def test_every_page_of_five_citizens(
    live_site: LiveSite, page: Page, citizens: Pages, capsys: pytest.CaptureFixture[str]
) -> None:
    states = list(chosen(citizens))
    faults, told = judge(
        page, states, lambda one: live_site.url(citizens[one.theme][one.page], one.theme)
    )
    with capsys.disabled():
        print(f"\nCitizens: {told}")
    assert not faults, "\n".join(faults)
