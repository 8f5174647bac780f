"""The web team's screen in a browser: read, used and left with nothing in the way of anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_key_an_address_and_the_way_to_the_reference(
    size: str, live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]]
) -> None:
    page = new_page(size)
    live_site.log_in_editor(page, "vejen-administrator")
    page.goto(live_site.url("/admin/webteam/"))
    assert axe(page) == []
    page.get_by_label("Hvad bruges den til?").fill(f"Forsiden på {size}")
    page.get_by_role("button", name="Lav nøglen").click()
    shown = page.get_by_role("status").filter(has_text="dvj_")
    inside = "one => one.scrollWidth <= one.clientWidth"
    assert shown.evaluate(inside), "the whole key can be read"
    page.get_by_label("Adresse", exact=False).last.fill("https://system.eksempel.dk/nyt")
    page.get_by_role("button", name="Tilføj adressen").click()
    expect(page.get_by_role("heading", name="https://system.eksempel.dk/nyt")).to_be_visible()
    assert axe(page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.get_by_role("button", name="Stop beskeder").click()

    page.get_by_role("link", name="Slå op, hvad I kan spørge om").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opslagsværk for GraphQL")
