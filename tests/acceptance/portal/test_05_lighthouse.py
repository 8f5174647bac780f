"""Lighthouse on a phone: performance 95 at least, accessibility and best practices 100."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.lighthouse import (
    PAGES,
    LighthouseFault,
    Page,
    cookies_of,
    front_page,
    measure,
    node_folder,
    slowdown,
)
from tests.support.browser import find_chromium
from tests.support.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def lighthouse() -> Path:
    """Where Lighthouse is installed; without Node skipped aloud, and an error in CI."""
    try:
        return node_folder()
    except LighthouseFault as fault:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(fault))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_score_is_high_enough(
    live_site: LiveSite, browser: Browser, lighthouse: Path, page: Page
) -> None:
    home = front_page(page, live_site.port)
    cookies = cookies_of(browser, home, page.person) if page.person else ""
    chromium = find_chromium(browser.browser_type.executable_path)
    assert chromium
    found = measure(lighthouse, chromium, f"{home}{page.path}", cookies)
    assert found.is_good, f"{found.scores}: {', '.join(found.missing)}"


def test_a_busy_machine_is_not_a_slow_page() -> None:
    """A fast machine is slowed down as Lighthouse does; one as slow as a phone isn't."""
    assert slowdown(3000) == slowdown(1533) == 4
    assert slowdown(800) == 2
    assert slowdown(150) == slowdown(20) == 1
    assert 1 < slowdown(500) < 2
