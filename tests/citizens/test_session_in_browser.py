"""The warning before a log-in ends, as somebody with a keyboard meets it, right to left too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite
from tests.support.stores import opens_the_file

pytestmark = opens_the_file

WAIT = 29 * 60  # seconds: past the time to ask, at 30 minutes less two


def unused_for(site: LiveSite, how_long: timedelta) -> None:
    """As if the citizen had not touched the page for so long."""
    moment = (datetime.now(UTC) - how_long).strftime("%Y-%m-%d %H:%M:%S")
    with sqlite3.connect(site.runtime / "database.sqlite3", timeout=20) as database:
        database.execute("UPDATE citizens_login SET used_at = ?", (moment,))


@pytest.mark.parametrize(("size", "language"), [("phone", "da"), ("desktop", "ar")])
def test_staying_and_being_too_late(
    live_site: LiveSite,
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    size: str,
    language: str,
) -> None:
    page = new_page(size)
    live_site.log_in(page, "demo-karoline")
    page.clock.install()
    page.goto(live_site.url(f"/min-profil/?sprog={language}", "thisted"))
    dialog = page.locator("dialog[data-session]")
    # In use in another tab: nothing is said.
    page.clock.fast_forward(WAIT * 1000)
    page.wait_for_timeout(500)
    expect(dialog).to_be_hidden()
    # Unused: one is asked, and can answer with the keyboard alone.
    unused_for(live_site, timedelta(minutes=29))
    page.clock.fast_forward(WAIT * 1000)
    expect(dialog).to_be_visible()
    expect(page.locator("[data-stay-button]")).to_be_focused()
    assert not axe(page)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    # Too late: what is on the page stays there, and the way back opens in a new tab.
    unused_for(live_site, timedelta(hours=1))
    page.clock.fast_forward(WAIT * 1000)
    expect(dialog.locator("h2[data-after]")).to_be_focused()
    again = dialog.locator("a[data-after]")
    expect(again).to_have_attribute("target", "_blank")
    assert "next=/log-ind/igen/" in (again.get_attribute("href") or "")
    assert not axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
