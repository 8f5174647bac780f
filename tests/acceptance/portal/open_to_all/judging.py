"""What axe finds on a page that stands open: in one look and size after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.support.browser import SIZES, STANDARDS, STANDING_STILL, describe

JUDGE = Path(__file__).with_name("judge.js").read_text()
# Headings nested without jumps, one main, landmarks that can be told apart: not the law, but order.
TAGS = [*STANDARDS, "best-practice"]
# Where whole heads and ways stand as samples beside each other.
SAMPLES = "/komponenter/"
# A look and a size; only one of them changes from each to the next.
Looks = Sequence[tuple[str, str]]
ROUND: Looks = (("light", "phone"), ("dark", "phone"), ("dark", "desktop"), ("light", "desktop"))


@dataclass(frozen=True)
class Found:
    """What axe says of a page in one look and size.

    `rules` are "all", or "colours" where the page had only changed colour since all were asked.
    """

    rules: str
    faults: tuple[str, ...]


def show(page: Page, look: str, size: str) -> None:
    """Let the page be seen so."""
    viewport = SIZES[size]["viewport"]
    if page.viewport_size != viewport:
        page.set_viewport_size(viewport)
    page.emulate_media(color_scheme="dark" if look == "dark" else "light")


def load(page: Page, address: str, language: str) -> None:
    """Open a page in a language, until it stands there."""
    mark = "&" if "?" in address else "?"
    answer = page.goto(f"{address}{mark}sprog={language}", wait_until="domcontentloaded")
    assert answer
    assert answer.status < 500, f"{address} answers {answer.status}"


def judged(page: Page, name: str, looks: Looks) -> Iterator[Found]:
    """What is found in each look and size of a page just loaded."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for look, size in looks:
        show(page, look, size)
        # A message that is still fading in has less contrast than it will have.
        page.evaluate(STANDING_STILL)
        found = page.evaluate(JUDGE, STANDARDS if SAMPLES in name else TAGS)
        yield Found(found["rules"], tuple(map(describe, found["violations"])))
