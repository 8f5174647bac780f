"""The pages of the main tasks as a screen reader says them, in order (point 6)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.acceptance.portal.open_to_all.matrix import in_turn
from tests.acceptance.portal.open_to_all.readers import pages_of_citizens, pages_of_visitors
from tests.acceptance.portal.open_to_all.spoken import LANDMARKS, Said, faults_of, read
from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
BOTH = ["phone", "desktop"]


@pytest.mark.parametrize("size", BOTH)
def test_every_page_is_read_in_good_order(
    live_site: LiveSite, new_page: NewPage, size: str
) -> None:
    page = new_page(size, reduced_motion="reduce")
    faults = []
    for pages_of in (pages_of_visitors, pages_of_citizens):
        pages = pages_of(live_site, page, ["thisted"])["thisted"]
        for name, path in in_turn(pages, BOTH.index(size), len(BOTH)):
            page.goto(live_site.url(path, "thisted"), wait_until="domcontentloaded")
            faults += [f"{name} ({path}): {fault}" for fault in faults_of(read(page))]
    assert not faults, "\n".join(faults)


def test_what_is_found_is_said(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone")
    for path in ("/soeg/?q=cv", "/kurser/", "/kurser/?level=beginner"):
        page.goto(live_site.url(path, "thisted"))
        assert any(one.role == "status" for one in read(page)), path


def test_an_item_is_read_as_it_stands(live_site: LiveSite, page_desktop: Page) -> None:
    """First what it is, then what one can do, then what is like it."""
    page_desktop.goto(live_site.url("/kurser/cv-vaerksted/", "thisted"))
    said = read(page_desktop)
    headings = [one for one in said if one.role == "heading"]
    assert headings[0].level == 1
    roles = [one.role for one in said]
    assert roles.index("navigation") < roles.index("main") < roles.index("contentinfo")
    # Nothing that one presses comes before what it is called, but the way here.
    before = roles[roles.index("main") : said.index(headings[0])]
    assert not {"button", "textbox", "heading", "image"}.intersection(before), before


def test_what_is_hard_by_ear_would_be_heard() -> None:
    landmarks = [Said(role, "", 0) for role in LANDMARKS]
    good = [*landmarks[:2], Said("heading", "Kurser", 1), Said("heading", "Cv", 2), landmarks[2]]
    assert list(faults_of(good)) == []
    assert list(faults_of([*good, Said("heading", "Dybt", 4)]))
    assert list(faults_of([*good, Said("button", "", 0)]))
    assert list(faults_of([*good, Said("navigation", "", 0)]))
    assert list(faults_of(good[1:]))
