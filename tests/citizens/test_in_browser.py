"""Logging in and answering in a real browser, against the portal and provider as processes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

ADDRESSES = {"host": ("", "thisted"), "path": ("/thisted", "")}


def address(site: LiveSite, way: str, path: str) -> str:
    """An address of Thisted's portal, on its own host or below the shared one."""
    prefix, municipality = ADDRESSES[way]
    return site.url(f"{prefix}{path}", municipality)


def log_in_as(page: Page, name: str) -> None:
    """Choose to be somebody who has never been here."""
    page.get_by_label("Navn").fill(name)
    page.get_by_role("button", name="Log ind", exact=True).click()


@pytest.mark.parametrize("way", ADDRESSES)
def test_karoline_is_known_again(live_site: LiveSite, new_page: NewPage, way: str) -> None:
    page = new_page("phone")
    page.goto(address(live_site, way, "/log-ind/"))
    page.get_by_role("button", name="Karoline").click()
    expect(page).to_have_url(address(live_site, way, "/"))
    page.goto(address(live_site, way, "/min-profil/"))
    expect(page.get_by_text("Frisør og skønhed").first).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_newcomer_answers_and_stops(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    page.goto(address(live_site, "host", "/log-ind/"))
    assert axe(page) == []
    log_in_as(page, f"Anna Ny {size}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Velkommen, Anna")
    assert axe(page) == []
    page.get_by_role("link", name="Begynd").click()
    page.get_by_role("button", name="Spring over").click()
    expect(page.get_by_text("Spørgsmål 2 af")).to_be_visible()
    page.get_by_label("Fleksjob").check()
    assert axe(page) == []
    page.get_by_role("button", name="Gem og fortsæt senere").click()
    page.goto(address(live_site, "host", "/min-profil/"))
    expect(page.get_by_text("Fleksjob")).to_be_visible()
    assert axe(page) == []


def test_all_works_without_javascript(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone", java_script_enabled=False)
    page.goto(address(live_site, "path", "/log-ind/"))
    log_in_as(page, "Anna Uden")
    page.get_by_role("link", name="Begynd").click()
    page.get_by_label("العربية").check()
    page.get_by_role("button", name="Næste").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto(address(live_site, "path", "/min-profil/"))
    page.locator("main form[action$='/log-ud/'] button").click()
    expect(page).to_have_url(address(live_site, "path", "/logget-ud/"))
