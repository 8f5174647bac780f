"""axe finds no fault on the editors' screens that are ours, nor on the portal in any theme.

Shipped themes are laid over every kind of portal page, one of them after dark, and fifty random
valid ones over the kinds in turn, half of them after dark; what a theme can spoil is contrast and
the size of what one presses. Five shipped themes
are visited as they are in `tests/acceptance/portal/test_06_axe_visitors.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe as AxeRunner
from django.urls import reverse
from playwright.sync_api import Browser, Page

from cms.editor.appearance.fields import NUMBERS
from cms.theming import THEMES_FOLDER, check, css, read_theme, theme_slugs
from cms.theming.colour import Oklch, from_oklch
from cms.theming.contrast import mended
from cms.theming.model import Theme
from cms.theming.roles import PAIRS, Role
from tests.acceptance.declarations.test_10_open_to_all import (
    CITIZENS,
    PEOPLE,
    STRANGERS,
    addresses,
    details,
    faults_on,
    lists,
)
from tests.acceptance.library.matrix.addresses import admin_patterns
from tests.conftest import SEED
from tests.support.browser import SIZES, describe, watched_page
from tests.support.site import LiveSite

RANDOM_THEMES = 50
THEMED_RULES = ["color-contrast", "target-size"]
OURS = ("editor_", "personalisation_")
EDITORS = ("vejen-administrator", "national-administrator")
# Lets the page wear each theme's tokens, and asks axe.
WEAR = """async ([themes, options]) => {
  const style = document.head.appendChild(document.createElement('style'));
  const found = [];
  for (const [rules, look] of themes) {
    style.textContent = rules;
    document.documentElement.dataset.look = look;
    found.push((await axe.run(document, options)).violations);
  }
  return found;
}"""
Axe = Callable[[Page], list[str]]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page over which another theme can be laid."""
    options = {**SIZES["desktop"], "bypass_csp": True, "reduced_motion": "reduce"}
    with watched_page(browser, options) as opened:
        yield opened


def random_theme(chance: random.Random) -> Theme:
    """A theme with any colours and numbers that its form takes, its contrast mended."""
    base = read_theme(THEMES_FOLDER, "base")
    grounds = {pair.ground for pair in PAIRS} - {pair.foreground for pair in PAIRS}
    while True:
        colours = {role: random_colour(chance, light=role in grounds) for role in Role}
        numbers = {one.key: round(chance.uniform(one.lowest, one.highest), 2) for one in NUMBERS}
        try:
            update = {"colours": mended(colours), "numbers": {**base.numbers, **numbers}}
        except ValueError:
            continue
        theme = base.model_copy(update=update)
        assert not check(theme)
        return theme


def random_colour(chance: random.Random, *, light: bool) -> str:
    """Any hue; grounds light, so that there are foregrounds that pass on all of them."""
    lightness = chance.uniform(0.86, 1) if light else chance.uniform(0.1, 0.9)
    return from_oklch(Oklch(lightness, chance.uniform(0, 0.15), chance.uniform(0, 360)))


def faults_in(page: Page, themes: dict[str, Theme], after_dark: Collection[str] = ()) -> list[str]:
    """What axe finds of what a theme can spoil, with each theme laid over the page in turn."""
    AxeRunner().run(page, options={"runOnly": ["document-title"]})
    options = {"runOnly": {"type": "rule", "values": THEMED_RULES}, "resultTypes": ["violations"]}
    looks = ["dark" if slug in after_dark else "light" for slug in themes]
    worn = [[css(theme), look] for theme, look in zip(themes.values(), looks, strict=True)]
    found = page.evaluate(WEAR, [worn, options])
    return [
        f"{slug}, {look}: {describe(violation)}"
        for slug, look, violations in zip(themes, looks, found, strict=True)
        for violation in violations
    ]


def kinds_of_page(site: LiveSite, page: Page) -> dict[str, str]:
    """Every kind of page, in one municipality, as a citizen who is logged in meets it."""
    found = addresses(site, "thisted", STRANGERS | lists())
    found |= details(site, page, "thisted")
    site.log_in(page, "demo-karoline")
    return found | addresses(site, "thisted", CITIZENS)


@pytest.mark.slow
def test_every_theme_can_be_read_on_every_kind_of_page(live_site: LiveSite, page: Page) -> None:
    chance = random.Random(SEED)
    slugs = [slug for slug in theme_slugs(THEMES_FOLDER) if slug not in PEOPLE]
    shipped = {slug: read_theme(THEMES_FOLDER, slug) for slug in slugs}
    drawn = [random_theme(chance) for _ in range(RANDOM_THEMES)]
    pages = kinds_of_page(live_site, page)
    faults = []
    for number, (name, address) in enumerate(pages.items()):
        turn = {f"random {n}": theme for n, theme in enumerate(drawn) if n % len(pages) == number}
        night = slugs[number % len(slugs)]
        worn = shipped | turn | {f"{night} at night": shipped[night]}
        after_dark = {f"{night} at night", *list(turn)[number % 2 :: 2]}
        page.goto(address)
        faults += [f"seed {SEED}, {name} in {one}" for one in faults_in(page, worn, after_dark)]
    assert not faults, "\n".join(faults)


def test_a_theme_that_can_not_be_read_would_be_found(live_site: LiveSite, page: Page) -> None:
    theme = read_theme(THEMES_FOLDER, "base")
    pale = theme.model_copy(update={"colours": {**theme.colours, Role.TEXT: "#DDDDDD"}})
    page.goto(live_site.url("/hjaelp/", "thisted"))
    assert any("color-contrast" in fault for fault in faults_in(page, {"pale": pale}))


def screens() -> dict[str, str]:
    """The editors' screens that are ours and ask for no key, by name."""
    plain = {name for name, arguments, _pattern in admin_patterns() if not arguments}
    return {name: reverse(name) for name in sorted(plain) if name.startswith(OURS)}


@pytest.mark.slow
@pytest.mark.parametrize("editor", EDITORS)
def test_the_editors_screens(live_site: LiveSite, page: Page, axe: Axe, editor: str) -> None:
    live_site.log_in_editor(page, editor)
    found = {"the desk": live_site.url("/admin/")}
    for name, path in screens().items():
        answer = page.request.get(live_site.url(path), max_redirects=0)
        # What a screen's script fetches is a part of a page, judged with its page.
        if answer.status == 200 and "<html" in answer.text():
            found[name] = live_site.url(path)
    assert len(found) > 5
    faults = faults_on(page, axe, found)
    assert not faults, "\n".join(faults)
