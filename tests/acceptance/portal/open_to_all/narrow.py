"""What is lost on a narrow page: words beyond its edge, words cut off, targets too small to hit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

# 1280 px at 400 %, and the smallest telephone: 320 CSS px.
ZOOMED = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
# What the reader has set in the browser for all sites, in pixels; 16 is what browsers come with.
LETTERS, TWICE = 16, 32
# The largest letters that the portal itself offers.
LARGEST = "document.documentElement.dataset.text = 'largest'"
LOST = Path(__file__).with_name("lost.js").read_text()
SMALL = Path(__file__).with_name("small.js").read_text()


def lost(page: Page) -> list[str]:
    """Words that can't be read whole without going sideways."""
    found: list[str] = page.evaluate(LOST)
    return found


def too_small(page: Page) -> list[str]:
    """What one presses that is smaller than a finger."""
    found: list[str] = page.evaluate(SMALL)
    return found


def faults_on(page: Page) -> list[str]:
    """What is lost on the page as it stands, zoomed in, and with larger letters."""
    page.set_viewport_size(ZOOMED)
    faults = [f"at 320 px: {one}" for one in lost(page) + too_small(page)]
    with letters(page, TWICE):
        faults += [f"at 320 px, letters twice as large: {one}" for one in lost(page)]
        page.set_viewport_size(WIDE)
        faults += [f"letters twice as large: {one}" for one in lost(page)]
    page.set_viewport_size(ZOOMED)
    page.evaluate(LARGEST)
    return [*faults, *(f"at 320 px, largest letters: {one}" for one in lost(page))]


@contextmanager
def letters(page: Page, size: int) -> Iterator[None]:
    """With letters of another size, as a reader sets it for the whole browser."""
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    yield
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": LETTERS}})
    browser.detach()
