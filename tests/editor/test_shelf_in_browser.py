"""Planning and lending in a real browser: with the keyboard, on a phone, and open to all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
SHELF = "/admin/hylden/?vis=hidden&fra=national"


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_item_is_planned_with_the_keyboard_and_undone(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    live_site.log_in_editor(page, "vejen-redaktoer")
    page.goto(live_site.url(SHELF))
    plan = page.get_by_role("button", name="Planlæg: ").first
    title = (plan.get_attribute("aria-label") or "").removeprefix("Planlæg: ")
    plan.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(title)).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Fra og med").fill("2037-12-01")
    page.get_by_label("Til og med").fill("2037-12-24")
    page.get_by_label("Til og med").press("Enter")
    row = page.get_by_role("listitem").filter(has_text=title)
    said = row.get_by_text("vises fra 1. december 2037 til og med 24. december 2037")
    expect(said).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Fortryd").click()
    expect(said).to_have_count(0)


def test_borrowers_are_searched_and_ticked(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]]
) -> None:
    page = new_page("desktop")
    live_site.log_in_editor(page, "thisted-redaktoer")
    page.goto(live_site.url("/admin/snippets/content_models/article/add/"))
    aalborg = page.get_by_label("Aalborg", exact=True)
    expect(aalborg).to_be_hidden()
    expect(page.get_by_text("Udlånes til", exact=True)).to_be_hidden()
    page.locator("#id_sharing").select_option("lent")
    expect(aalborg).to_be_visible()
    page.get_by_label("Søg efter en kommune").fill("vej")
    expect(aalborg).to_be_hidden()
    page.get_by_role("button", name="Vælg alle").click()
    expect(page.get_by_text("2 valgt")).to_be_visible()
    page.get_by_label("Søg efter en kommune").fill("")
    assert page.get_by_label("Vejle", exact=True).is_checked()
    assert axe(page) == []
