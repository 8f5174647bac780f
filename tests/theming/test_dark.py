"""After dark: the same hues, the same contrasts."""

from __future__ import annotations

import random

import pytest

from cms.theming import THEMES_FOLDER, Role, check, css, dark, read_theme, theme_slugs
from cms.theming.colour import luminance, to_oklch
from tests.acceptance.library.test_09_axe_everywhere import random_theme
from tests.conftest import SEED


@pytest.mark.parametrize("slug", theme_slugs(THEMES_FOLDER))
def test_every_shipped_theme_can_be_read_after_dark(slug: str) -> None:
    theme = read_theme(THEMES_FOLDER, slug)
    after = dark(theme.colours)
    assert not check(theme.model_copy(update={"colours": after}))
    assert luminance(after[Role.SURFACE]) < 0.02 < 0.7 < luminance(after[Role.TEXT])


def test_any_theme_that_can_be_read_can_be_after_dark() -> None:
    chance = random.Random(SEED)
    for number in range(100):
        theme = random_theme(chance)
        after = theme.model_copy(update={"colours": dark(theme.colours)})
        assert not check(after), f"seed {SEED}, theme {number}"


def test_a_colour_keeps_its_hue() -> None:
    light = read_theme(THEMES_FOLDER, "odense").colours
    before, after = to_oklch(light[Role.PRIMARY]), to_oklch(dark(light)[Role.PRIMARY])
    assert abs(before.hue - after.hue) < 8
    assert dark(light)[Role.ACCENT] == light[Role.ACCENT]


def test_the_reader_decides_before_the_device_and_paper_is_light() -> None:
    rules = css(read_theme(THEMES_FOLDER, "base"))
    assert (
        '@media screen and (prefers-color-scheme: dark) { :root:not([data-look="light"])' in rules
    )
    assert '@media screen { :root[data-look="dark"]' in rules
    light, *_after_dark = rules.split("@media")
    assert "color-scheme: light" in light
    assert rules.count("color-scheme: dark;") == 2
