"""The closed site, the 404 page and the editors' screens, in a real browser under axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
SCREENS = ("", "erklaering/", "kontakt/", "oplysninger/", "gamle-adresser/")
Axe = Callable[[Page], list[str]]


@pytest.mark.parametrize("language", ["da", "ar"])
def test_pages_that_citizens_meet(
    live_site: LiveSite, new_page: NewPage, axe: Axe, language: str
) -> None:
    for size in ("phone", "desktop"):
        page = new_page(size)
        for path in (
            "/kurser/jobsamtale-flyttet/",
            "/tilgaengelighed/",
            "/privatliv/",
            "/min-kommune/",
        ):
            page.goto(live_site.url(f"{path}?sprog={language}", "thisted"))
            assert axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_404_pages_search_works(live_site: LiveSite, page_phone: Page) -> None:
    page_phone.goto(live_site.url("/findes-ikke/", "thisted"))
    page_phone.locator("#soeg-fejl").fill("jobsamtale")
    page_phone.locator("#soeg-fejl").press("Enter")
    page_phone.wait_for_url("**/soeg/?q=jobsamtale")


def test_a_site_is_closed_and_opened_again(
    live_site: LiveSite, new_page: NewPage, axe: Axe
) -> None:
    editor, visitor = new_page("desktop"), new_page("phone")
    live_site.log_in_editor(editor, "vejen-administrator", "vejen")
    editor.goto(live_site.url("/admin/webstedet/erklaering/", "vejen"))
    editor.locator("details summary", has_text="Luk siden igen").click()
    editor.get_by_role("button", name="Træk erklæringen tilbage").click()
    expect(editor.get_by_text("Siden er ikke åben endnu.")).to_be_visible()
    assert axe(editor) == []
    answer = visitor.goto(live_site.url("/kurser/", "vejen"))
    assert answer is not None
    assert answer.status == 503
    expect(visitor.get_by_role("heading", name="Siden åbner snart")).to_be_visible()
    assert axe(visitor) == []
    editor.goto(live_site.url("/hjaelp/", "vejen"))
    expect(editor.get_by_text("Kun I, der arbejder i kommunen")).to_be_visible()
    assert axe(editor) == []
    editor.goto(live_site.url("/admin/webstedet/erklaering/", "vejen"))
    editor.get_by_role("button", name="Udgiv, og åbn siden").press("Enter")
    expect(editor.get_by_text("Siden er åben.", exact=True)).to_be_visible()
    answer = visitor.goto(live_site.url("/kurser/", "vejen"))
    assert answer is not None
    assert answer.status == 200


def test_the_editors_screens(live_site: LiveSite, new_page: NewPage, axe: Axe) -> None:
    page = new_page("desktop")
    live_site.log_in_editor(page, "thisted-administrator", "thisted")
    for screen in SCREENS:
        page.goto(live_site.url(f"/admin/webstedet/{screen}", "thisted"))
        assert axe(page) == [], screen
    page.get_by_label("Gammel adresse").fill("/a")
    page.get_by_label("Ny adresse").fill("//evil.example")
    page.get_by_role("button", name="Tilføj").press("Enter")
    expect(page.get_by_text("Skriv en adresse i jeres egen portal").first).to_be_visible()
    assert axe(page) == []
