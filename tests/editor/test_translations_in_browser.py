"""Translating in a real browser: a text among blocks in the rich editor, and what readers meet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
TITLE, LEAD, TEXT = "Work it out together", "A course for everybody.", "Bring a pen."


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_course_is_said_in_english(
    fresh_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    fresh_site.log_in_editor(page, "national-redaktoer")
    missing = "/admin/oversaettelser/?for=national&sprog=en&tilstand=missing&q=fra start"
    page.goto(fresh_site.url(missing))
    assert axe(page) == []
    page.get_by_role("link", name="Engelsk").first.click()
    page.get_by_label("Engelsk: Titel").fill(TITLE)
    page.get_by_label("Engelsk: Kort fortalt").fill(LEAD)
    text = page.get_by_role("textbox", name="Om kurset 1", exact=False).first
    text.click()
    page.keyboard.insert_text(TEXT)
    assert axe(page) == []
    page.get_by_role("button", name="Gem og vis for læserne").click()
    expect(page.get_by_text("Gemt. Læserne ser den nu.")).to_be_visible()
    assert axe(page) == []
    reader = new_page(size)
    reader.goto(fresh_site.url("/soeg/?sprog=en&q=together", municipality="thisted"))
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(reader.get_by_text(TEXT)).to_be_visible()
    expect(reader.get_by_text("Some of the text has not been translated yet")).to_be_visible()
    assert axe(reader) == []
