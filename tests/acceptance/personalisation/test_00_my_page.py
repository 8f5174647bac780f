"""My page: declared elements that a citizen adds, removes and moves, in a real browser.

By keyboard, by touch, by dragging and without scripts; it stays after a new log-in, another
citizen's page is as it was, and the pages are open to all.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
Axe = Callable[[Page], list[str]]
HEADINGS = ".widget h2"


def on_page(site: LiveSite, page: Page) -> list[str]:
    """What stands on the citizen's page in Thisted, in order."""
    page.goto(site.url("/", "thisted"))
    return page.locator(HEADINGS).all_inner_texts()


def listed(page: Page) -> list[str]:
    """What stands in the list where one arranges."""
    expect(page.get_by_role("heading", name="På din side")).to_be_visible()
    page.wait_for_load_state()
    return page.locator("[data-sort] h3").all_inner_texts()


def test_by_keyboard_and_by_dragging_and_it_stays(
    fresh_site: LiveSite, page_desktop: Page, new_page: NewPage, axe: Axe
) -> None:
    page, other = page_desktop, new_page("phone")
    fresh_site.log_in(other, "demo-sara")
    saras = other.locator(HEADINGS).all_inner_texts()
    fresh_site.log_in(page, "demo-karoline")
    start = on_page(fresh_site, page)
    assert start[:3] == ["Til dig i dag", "Min uge", "Min plan"]
    assert axe(page) == []

    page.get_by_role("link", name="Tilpas siden").press("Enter")
    down = page.get_by_role("button", name="Flyt Til dig i dag ned")
    down.press("Enter")
    said = page.locator("[data-arrange-said]")
    expect(said).to_contain_text("Til dig i dag står nu som nummer 2 af")
    expect(page.get_by_role("button", name="Flyt Til dig i dag ned")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("nummer 3 af")
    page.get_by_role("button", name="Fjern Min plan").press("Enter")
    expect(said).to_contain_text("Min plan er fjernet")
    page.get_by_role("button", name="Fortryd").press("Enter")
    expect(said).to_contain_text("Det er fortrudt")
    page.get_by_role("button", name="Tilføj Nye kurser").press("Enter")
    expect(said).to_contain_text("Nye kurser er på din side")
    assert listed(page)[:4] == ["Nye kurser", "Min uge", "Min plan", "Til dig i dag"]
    assert axe(page) == []

    # The first is dragged below the second.
    handle = page.locator("[data-handle]").first.bounding_box()
    second = page.locator("[data-sort] > li").nth(1).bounding_box()
    assert handle and second
    page.mouse.move(handle["x"] + 20, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(second["x"] + 40, second["y"] + second["height"] - 4, steps=8)
    page.mouse.up()
    expect(said).to_contain_text("Nye kurser står nu som nummer 2")
    wanted = listed(page)
    assert wanted[:2] == ["Min uge", "Nye kurser"]

    again = new_page("phone")
    fresh_site.log_in(again, "demo-karoline")
    assert on_page(fresh_site, again) == wanted
    other.reload()
    assert other.locator(HEADINGS).all_inner_texts() == saras


def test_by_touch_on_a_phone(live_site: LiveSite, page_phone: Page, axe: Axe) -> None:
    page = page_phone
    live_site.log_in(page, "demo-morten")
    page.get_by_role("link", name="Tilpas siden").tap()
    page.wait_for_url("**/min-side/")
    first, second = listed(page)[:2]
    page.get_by_role("button", name=f"Flyt {first} ned").tap()
    expect(page.locator("[data-arrange-said]")).to_contain_text(f"{first} står nu som nummer 2")
    assert listed(page)[:2] == [second, first]
    page.get_by_role("button", name="Tilføj Det sker").tap()
    expect(page.locator("[data-sort] h3").first).to_have_text("Det sker")
    assert axe(page) == []
    page.get_by_role("link", name="Færdig").tap()
    page.wait_for_url(lambda url: "min-side" not in url)
    expect(page.locator(HEADINGS).first).to_have_text("Det sker")
    assert axe(page) == []


def test_without_scripts(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone", java_script_enabled=False)
    live_site.log_in(page, "demo-sara")
    heart = page.locator(".switch__button").first
    expect(heart).to_have_attribute("aria-pressed", "false")
    heart.click()
    expect(page.locator(".switch__button").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Tilpas siden").click()
    first, second = listed(page)[:2]
    page.get_by_role("button", name=f"Flyt {first} ned").click()
    expect(page.locator(".notice")).to_contain_text(f"{first} står nu som nummer 2")
    assert listed(page)[:2] == [second, first]
    page.get_by_role("button", name=f"Fjern {second}").click()
    page.get_by_role("button", name="Fortryd").click()
    assert listed(page)[:2] == [second, first]
    page.get_by_role("button", name="Som den var fra begyndelsen").click()
    assert listed(page)[:2] == [first, second]


def test_a_plan_a_heart_and_an_interest(live_site: LiveSite, page_phone: Page, axe: Axe) -> None:
    page = page_phone
    live_site.log_in(page, "demo-karoline")
    heart = page.locator(".switch__button").first
    heart.tap()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#said")).to_contain_text("Gemt")
    interests = page.locator("form", has=page.locator('button[name="interest"]'))
    interests.get_by_text("Vis flere").tap()
    interests.get_by_role("button", name="It", exact=True).tap()
    expect(page.get_by_role("heading", name="Det er der til dig om It")).to_be_visible()
    page.goto(live_site.url("/min-plan/", "thisted"))
    assert axe(page) == []
    page.locator("#ny").get_by_label("Hvad vil du gøre?").fill("Ring til Thy Fragt")
    page.get_by_role("button", name="Skriv det i planen").tap()
    expect(page.get_by_role("heading", name="Ring til Thy Fragt")).to_be_visible()
    assert axe(page) == []
    for path in ("/mit-overblik/", "/gemt/", "/det-foelger-du/"):
        page.goto(live_site.url(path, "thisted"))
        assert axe(page) == [], path


def test_the_simple_view_in_arabic(live_site: LiveSite, page_phone: Page, axe: Axe) -> None:
    page = page_phone
    live_site.log_in(page, "demo-nadia")
    page.goto(live_site.url("/?sprog=ar", "odense"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert axe(page) == []
    page.locator(".assist form button").tap()
    expect(page.locator("html")).to_have_class("view-simple")
    expect(page.locator(".widget")).to_have_count(1)
    assert axe(page) == []
    page.locator(".way").nth(2).tap()
    expect(page.locator(".way").nth(2)).to_have_attribute("aria-current", "true")
    page.locator(".assist form button").tap()
    expect(page.locator("html")).not_to_have_class("view-simple")
