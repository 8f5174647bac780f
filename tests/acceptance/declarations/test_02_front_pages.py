"""The themed municipalities' front pages differ in look and content, and are whole (point 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.support.browser import SIZES, watched_page
from tests.support.site import LiveSite

THEMED = ("koebenhavn", "aarhus", "thisted", "vejen", "odense")
WIDTHS: dict[str, dict[str, Any]] = {
    **SIZES,
    "small phone": SIZES["phone"] | {"viewport": {"width": 320, "height": 640}},
}
MOST_SHARED = 0.5
LOOK = """() => {
  const hero = getComputedStyle(document.querySelector('.hero'));
  return {
    heading: document.querySelector('h1').textContent.trim(),
    text: document.querySelector('.hero__text').textContent.trim(),
    hero: hero.backgroundColor + ' ' + hero.color,
    button: getComputedStyle(document.querySelector('.hero .button')).backgroundColor,
    mark: document.querySelector('.brand__mark').innerHTML,
    scene: document.querySelector('.hero__scene').innerHTML,
    titles: [...document.querySelectorAll('.card__title')].map((one) => one.textContent.trim()),
  };
}"""
MISSING = """() => [
  ...[...document.images].filter((one) => !one.complete || !one.naturalWidth),
  ...[...document.querySelectorAll('.card__art, .hero__scene, .brand__mark')].filter((one) => {
    const drawn = one.querySelector('svg, img');
    const box = drawn && drawn.getBoundingClientRect();
    return !box || box.width < 8 || box.height < 8 ||
      (drawn.tagName === 'svg' && !drawn.children.length);
  }),
].map((one) => one.outerHTML.slice(0, 200))"""
SIDEWAYS = """() => {
  window.scrollTo(1000, 0);
  const width = document.documentElement.clientWidth;
  return [window.scrollX, document.documentElement.scrollWidth - width];
}"""


@dataclass
class Seen:
    """A front page as a browser met it."""

    look: dict[str, Any]
    faults: list[str] = field(default_factory=list)


@pytest.mark.parametrize("size", WIDTHS)
def test_whole_and_different(live_site: LiveSite, browser: Browser, size: str) -> None:
    """Nothing missing, nothing refused, nothing wider than the screen; each its own."""
    seen = {name: visit(live_site, browser, name, size) for name in THEMED}
    faults = [f"{name} on {size}: {fault}" for name, one in seen.items() for fault in one.faults]
    assert not faults, "\n".join(faults)
    for one, other in combinations(THEMED, 2):
        compare(seen[one].look, seen[other].look, f"{one} and {other} on {size}")


def compare(one: dict[str, Any], other: dict[str, Any], place: str) -> None:
    """Colours, mark, picture, words and content are not the same."""
    for part in ("heading", "text", "hero", "button", "mark", "scene"):
        assert one[part] != other[part], f"{place}: the same {part}: {one[part][:80]}"
    mine, theirs = set(one["titles"]), set(other["titles"])
    shared = len(mine & theirs) / len(mine | theirs)
    print(f"{place} share {shared:.0%} of their cards")
    assert shared <= MOST_SHARED, f"{place} share {sorted(mine & theirs)}"


def visit(site: LiveSite, browser: Browser, municipality: str, size: str) -> Seen:
    """Open the front page, watch what it loads, and look at it."""
    faults: list[str] = []
    with watched_page(browser, WIDTHS[size] | {"reduced_motion": "reduce"}) as page:
        listen(page, faults)
        page.goto(site.url("/", municipality), wait_until="networkidle")
        look = page.evaluate(LOOK)
        faults += [f"missing: {one}" for one in page.evaluate(MISSING)]
        scrolled, wider = page.evaluate(SIDEWAYS)
        if scrolled or wider > 0:
            faults.append(f"it scrolls sideways: {scrolled} px, {wider} px wider than the screen")
    if len(look["titles"]) < 10:
        faults.append(f"only {len(look['titles'])} cards")
    return Seen(look, faults)


def listen(page: Page, faults: list[str]) -> None:
    """Note what the browser complains about."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status} for {response.url}")

    def on_failure(request: Request) -> None:
        # The browser breaks off a film's file when it knows how long the film is.
        broken_off = request.resource_type == "media" and "ERR_ABORTED" in (request.failure or "")
        if not broken_off:
            faults.append(f"failed: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
