"""The store follows the files, and keeps the last good theme when one breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cms.theming import Role, ThemeStore, UnknownThemeError, css

Write = Callable[..., Path]
GOOD = 'name: Fjordby\ncolours:\n  primary: "#114455"\n'


@pytest.fixture
def store(themes: Path) -> ThemeStore:
    return ThemeStore(themes, look_again_after=0)


def test_a_change_is_seen(store: ThemeStore, write_theme: Write) -> None:
    write_theme(GOOD)
    assert store.theme("fjordby").colours[Role.PRIMARY] == "#114455"
    write_theme(GOOD.replace("#114455", "#5A1020"))
    assert store.theme("fjordby").colours[Role.PRIMARY] == "#5A1020"


def test_an_unchanged_theme_is_not_read_again(store: ThemeStore, write_theme: Write) -> None:
    write_theme(GOOD)
    assert store.theme("fjordby") is store.theme("fjordby")


@pytest.mark.parametrize("broken", ["name: [", "nmae: A", 'name: A\ncolours:\n  text: "#EEEEEE"\n'])
def test_a_broken_file_leaves_the_last_good_theme(
    store: ThemeStore, write_theme: Write, broken: str
) -> None:
    write_theme(GOOD)
    good = store.theme("fjordby")
    write_theme(broken)
    assert store.theme("fjordby") == good
    assert store.problems["fjordby"].problems[0].file.name == "theme.yaml"
    write_theme(GOOD)
    assert store.theme("fjordby") == good
    assert store.problems == {}


def test_a_theme_that_is_taken_away_leaves_the_last_good_one(
    store: ThemeStore, write_theme: Write
) -> None:
    file = write_theme(GOOD)
    good = store.theme("fjordby")
    file.unlink()
    assert store.theme("fjordby") == good


def test_a_theme_broken_from_the_start_is_shown_in_the_base_look(
    store: ThemeStore, write_theme: Write
) -> None:
    write_theme("name: [")
    assert store.theme("fjordby").slug == "base"
    assert "fjordby" in store.problems


def test_an_unknown_theme_is_an_error(store: ThemeStore) -> None:
    with pytest.raises(UnknownThemeError, match="No theme 'bse'"):
        store.theme("bse")


def test_a_municipality_without_a_theme_has_a_derived_one(store: ThemeStore) -> None:
    theme = store.theme_for("", "0773", "Morsø")
    assert theme.slug == "derived-0773"
    assert theme is store.theme_for("", "0773", "Morsø")
    assert "--primary:" in css(theme)
