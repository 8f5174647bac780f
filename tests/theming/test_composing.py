"""A theme from a form's values is the same as one from a file, and as strict."""

from pathlib import Path

import pytest
import yaml

from cms.theming import (
    THEMES_FOLDER,
    Role,
    UnusableValues,
    as_yaml,
    checked_values,
    compose,
    css,
    read_theme,
    theme_slugs,
    values_of,
)

BASE = read_theme(THEMES_FOLDER, "base")


@pytest.mark.parametrize("slug", theme_slugs())
def test_a_themes_values_make_the_same_theme_again(slug: str, tmp_path: Path) -> None:
    theme = read_theme(THEMES_FOLDER, slug)
    again = compose(
        checked_values(yaml.safe_load(as_yaml(values_of(theme)))), theme, slug, tmp_path
    )
    assert again == theme
    assert css(again) == css(theme)


def test_what_is_left_out_comes_from_the_parent(tmp_path: Path) -> None:
    theme = compose(
        checked_values({"name": "Fjordby", "colours": {"primary": "#0B5A66"}}), BASE, "f", tmp_path
    )
    assert theme.colours == {**BASE.colours, Role.PRIMARY: "#0B5A66"}
    assert theme.wordmark == "Fjordby"
    assert theme.mark == BASE.mark


def test_a_picture_that_has_gone_gives_way_to_the_parents(tmp_path: Path) -> None:
    content = checked_values({"name": "Fjordby", "hero": "gone.png", "mark": "here.png"})
    (tmp_path / "here.png").touch()
    theme = compose(content, BASE, "f", tmp_path)
    assert theme.hero == BASE.hero
    assert theme.mark == tmp_path / "here.png"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"name": "A", "colours": {"primary": "red"}}, "colours.primary"),
        ({"name": "A", "colours": {"primary": "accent"}}, "colours.primary"),
        ({"name": "A", "colours": {"prmary": "#000000"}}, "colours.prmary"),
        ({"name": "A", "type": {"body_size": 99}}, "type.body_size"),
        ({"name": "A", "css": "body{}"}, "css"),
        ({"name": "A", "mark": "../../settings.py"}, "mark"),
        ({}, "name"),
    ],
)
def test_a_wrong_value_is_named(values: dict[str, object], key: str) -> None:
    with pytest.raises(UnusableValues) as caught:
        checked_values(values)
    assert [problem.key for problem in caught.value.problems] == [key]
