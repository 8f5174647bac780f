"""Point 3, the part of it that is a page: Vejen's editor composes the front page, in a browser.

A block is put in, written, aimed at an audience and looked at beside the form; nothing is seen
before it is published, and then by Vejen's citizens only. The screens and the page are axe-clean.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
Axe = Callable[[Page], list[str]]
# Milliseconds: a busy machine draws the editor and the whole portal beside it more slowly.
PATIENCE = 30_000
TRIES = 3
HEADING = "Kom til kaffe på biblioteket"


def composing(site: LiveSite, page: Page, title: str) -> FrameLocator:
    """One of Vejen's pages in the editors' door, with the portal beside it."""
    site.log_in_editor(page, "vejen-redaktoer")
    page.get_by_role("link", name="Sider", exact=True).first.click()
    page.get_by_role("link", name=title, exact=True).click()
    front = page.frame_locator("iframe[data-preview]")
    expect(front.locator("main")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".c-sf-add-button").first).to_be_visible(timeout=PATIENCE)
    return front


def add_block(page: Page, name: str) -> None:
    """Put a block in at the top; choose again when the page beside took the focus meanwhile."""
    blocks = page.locator("[data-streamfield-child]")
    before = blocks.count()
    for _ in range(TRIES):
        adder = page.locator(".c-sf-add-button").first
        adder.focus()
        adder.press("Enter")
        page.get_by_role("option", name=name, exact=True).click()
        if grown(blocks, before):
            return
    expect(blocks).to_have_count(before + 1)


def grown(blocks: Locator, before: int) -> bool:
    """Whether one more is there within a few seconds."""
    try:
        blocks.nth(before).wait_for(state="attached", timeout=5_000)
    except PlaywrightTimeout:
        return False
    return True


def test_the_front_page_is_composed_looked_at_and_published(
    fresh_site: LiveSite, page_desktop: Page, new_page: NewPage, axe: Axe
) -> None:
    page, citizen = page_desktop, new_page("phone")
    front = composing(fresh_site, page, "Ret forsiden")
    expect(front.get_by_text("Her tager vi fat sammen")).to_be_visible()
    assert axe(page) == []

    add_block(page, "Tekst")
    block = page.locator("[data-streamfield-child]").first
    block.get_by_label("Overskrift", exact=False).first.fill(HEADING)
    block.get_by_role("textbox", name="Tekst").first.click()
    page.keyboard.type("Vi har tid, og kaffen er varm.")
    # The real page follows as one types, and the citizens see none of it.
    expect(front.get_by_text(HEADING)).to_be_visible(timeout=PATIENCE)
    citizen.goto(fresh_site.url("/", "vejen"))
    expect(citizen.get_by_text(HEADING)).to_have_count(0)

    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Kladden er gemt")).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text(HEADING)).to_have_count(0)

    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("Siden er udgivet")).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text(HEADING)).to_be_visible()
    assert axe(citizen) == []
    for other in ("aarhus", "thisted"):
        citizen.goto(fresh_site.url("/", other))
        expect(citizen.get_by_text(HEADING)).to_have_count(0)


def test_the_page_is_looked_at_as_somebody_else(live_site: LiveSite, page_desktop: Page) -> None:
    page = page_desktop
    front = composing(live_site, page, "Ret forsiden")
    aimed = front.get_by_text("Ny uden arbejde? Begynd her")
    expect(front.get_by_text("Jobmessen nærmer sig")).to_be_visible()
    expect(aimed).to_have_count(0)
    page.get_by_label("Som", exact=True).select_option("nye-ledige")
    expect(aimed).to_be_visible(timeout=PATIENCE)
    page.get_by_label("På", exact=True).select_option("ar")
    expect(front.locator("html")).to_have_attribute("dir", "rtl", timeout=PATIENCE)
    page.get_by_role("button", name="Smal").press("Enter")
    expect(page.get_by_role("button", name="Smal")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("language", ["da", "ar"])
def test_composed_pages_are_open_to_all(
    live_site: LiveSite, new_page: NewPage, axe: Axe, language: str
) -> None:
    places = (
        ("vejen", "/"), ("vejen", "/side/proev-et-fag/"), ("aarhus", "/"),
        ("thisted", "/side/om-jobcentret/"), ("koebenhavn", "/"),
    )  # fmt: skip
    for size in ("phone", "desktop"):
        page = new_page(size)
        for municipality, path in places:
            page.goto(live_site.url(f"{path}?sprog={language}", municipality))
            assert axe(page) == [], (municipality, path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_screens_are_open_to_all(
    live_site: LiveSite, page_desktop: Page, new_page: NewPage, axe: Axe
) -> None:
    for page in (page_desktop, new_page("phone")):
        live_site.log_in_editor(page, "national-redaktoer")
        page.goto(live_site.url("/admin/sider/"))
        assert axe(page) == []
        page.get_by_role("link", name="Om jobcentret", exact=True).click()
        expect(page.frame_locator("iframe[data-preview]").locator("main")).to_be_visible(
            timeout=PATIENCE
        )
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
