"""The partners' pages and the editors' answers, in a real browser, on phone and desktop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

PASSWORD = "jobunivers-demo"


def log_in(site: LiveSite, page: Page, user_name: str) -> None:
    page.goto(site.url("/virksomhed/"))
    page.fill("#id_username", user_name)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/virksomhed/")


def looked_at(page: Page, name: str, axe: Callable[[Page], list[str]]) -> None:
    """No violation, nothing beside the screen; a picture where somebody asks for one."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_company_writes_and_sends(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    page.goto(live_site.url("/virksomhed/"))
    looked_at(page, f"{size}-login", axe)
    log_in(live_site, page, "nordhavets-fisk-bruger")
    looked_at(page, f"{size}-list", axe)
    page.get_by_role("link", name="Opret arrangement").click()
    looked_at(page, f"{size}-form", axe)
    page.get_by_role("button", name="Gem, og vælg").click()
    looked_at(page, f"{size}-nothing", axe)
    page.fill("#id_title", f"Kom og se kajen ({size})")
    page.get_by_role("button", name="Gem, og vælg").click()
    assert "mangler" in page.url
    looked_at(page, f"{size}-missing", axe)
    page.fill("#id_summary", "Se fisken komme i land.")
    page.fill("#id_starts_at", "2027-03-01T10:00")
    page.get_by_role("button", name="Gem, og vælg").click()
    page.fill("#find", "thist")
    page.get_by_role("checkbox", name="Thisted").check()
    looked_at(page, f"{size}-send", axe)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Venter på Thisted").first).to_be_visible()
    looked_at(page, f"{size}-sent", axe)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_editor_looks_and_answers(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    live_site.log_in_editor(page, "vejen-administrator")
    page.goto(live_site.url("/admin/indsendt/"))
    looked_at(page, f"{size}-queue", axe)
    page.get_by_role("link", name="Se og svar: Pixelbakken kommer til Vejen").click()
    frame = page.frame_locator("iframe")
    heading = frame.get_by_role("heading", name="Pixelbakken kommer til Vejen")
    expect(heading.first).to_be_visible()
    looked_at(page, f"{size}-submission", axe)
    page.get_by_role("button", name="Send tilbage").click()
    expect(page.get_by_text("Skriv, hvad der skal rettes.")).to_be_visible()
    looked_at(page, f"{size}-refused", axe)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_national_editor_collects_a_release(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    live_site.log_in_editor(page, "national-redaktoer")
    page.goto(live_site.url("/admin/udgivelser/"))
    page.fill("#id_name", f"Nye regler ({size})")
    looked_at(page, f"{size}-releases", axe)
    page.get_by_role("button", name="Begynd på en udgivelse").click()
    page.wait_for_url("**/udgivelser/*/")
    looked_at(page, f"{size}-release", axe)
