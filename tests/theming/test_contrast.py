"""No theme with too little contrast gets out; each failing pair comes with a mend."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cms.theming import (
    THEMES_FOLDER,
    Role,
    ThemeError,
    accept_theme,
    check,
    derive,
    read_theme,
    theme_slugs,
)
from cms.theming.colour import contrast
from tests.theming.conftest import municipalities

colours = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
BASE = read_theme(THEMES_FOLDER, "base")


@pytest.mark.parametrize("slug", theme_slugs())
def test_every_theme_of_the_project_passes(slug: str) -> None:
    assert check(accept_theme(slug)) == []


def test_the_themes_are_truly_different() -> None:
    themes = [read_theme(THEMES_FOLDER, slug) for slug in theme_slugs() if slug != "base"]
    assert len(themes) >= 6
    for role in (Role.PRIMARY, Role.HERO, Role.ACCENT):
        assert len({theme.colours[role] for theme in themes}) == len(themes)
    assert (
        len({theme.hero for theme in themes})
        == len({theme.mark for theme in themes})
        == len(themes)
    )


def test_a_failing_pair_is_refused_with_its_line_and_a_mend(
    themes: Path, write_theme: Callable[..., Path]
) -> None:
    file = write_theme('name: Fjordby\ncolours:\n  surface: "#FFFFFF"\n  text_muted: "#AAAAAA"\n')
    with pytest.raises(ThemeError) as caught:
        accept_theme("fjordby", themes)
    first = str(caught.value.problems[0])
    assert first.startswith(f"{file}:4: colours.text_muted: secondary text: text_muted #AAAAAA on")
    assert "contrast 2.3" in first
    assert "needs 4.5:1" in first
    write_theme(f'name: Fjordby\ncolours:\n  text_muted: "{first[-8:-1]}"\n')
    assert accept_theme("fjordby", themes).name == "Fjordby"


@settings(max_examples=25)  # each looks for many colours
@given(some.dictionaries(some.sampled_from(list(Role)), colours, min_size=1, max_size=6))
def test_a_proposal_always_passes_on_its_ground(changes: dict[Role, str]) -> None:
    theme = BASE.model_copy(update={"colours": {**BASE.colours, **changes}})
    for problem in check(theme):
        assert contrast(problem.proposal, problem.ground) >= problem.pair.ratio


@pytest.mark.parametrize(("code", "name"), municipalities())
def test_every_municipality_has_a_derived_theme_that_passes(code: str, name: str) -> None:
    theme = derive(code, name)
    assert check(theme) == []
    assert theme == derive(code, name)
    assert theme.wordmark == name


@given(some.text(some.characters(codec="utf-8"), max_size=8))
def test_whatever_the_code_a_derived_theme_passes(code: str) -> None:
    assert check(derive(code, "Fjordby", BASE)) == []


def test_derived_themes_differ() -> None:
    looks = {
        (theme.colours[Role.PRIMARY], theme.colours[Role.ACCENT], theme.hero, theme.mark)
        for theme in (derive(code, name, BASE) for code, name in municipalities())
    }
    assert len(looks) > 90
