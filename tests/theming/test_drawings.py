"""Drawings and icons: safe in a page, of theme colours only, found by name."""

import re
from pathlib import Path

import pytest

from cms.theming import THEMES_FOLDER, drawings, painted, read_theme
from cms.theming.svg import svg_problems

PROMISED_DRAWINGS = (
    "conversation paper truck people shop factory calendar phone computer health language kitchen "
    "building-site care classroom handshake map letter clock rights economy video library forest "
    "tools hairdresser path desk team sea"
).split()
PROMISED_ICONS = (
    "home briefcase lessons calendar shop people chart mail help search play more language user "
    "check star pin clock place money news building close menu filter arrow download external "
    "speaker eye info warning logout"
).split()


@pytest.mark.parametrize("file", sorted(THEMES_FOLDER.rglob("*.svg")), ids=lambda file: file.stem)
def test_every_drawing_may_stand_in_a_page(file: Path) -> None:
    assert svg_problems(file) == []


def test_all_that_is_promised_is_there() -> None:
    assert set(PROMISED_DRAWINGS) <= set(drawings.names(drawings.DRAWINGS))
    assert set(PROMISED_ICONS) <= set(drawings.names(drawings.ICONS))


def test_a_drawing_is_hidden_from_screen_readers() -> None:
    assert drawings.drawing("truck").startswith(
        '<svg class="drawing drawing--turns" aria-hidden="true"'
    )
    assert 'class="drawing"' in drawings.drawing("clock")


@pytest.mark.parametrize("name", ["no-such", "../../base/theme", "", "Truck", "a/b"])
def test_a_missing_name_gives_the_path(name: str) -> None:
    assert drawings.drawing(name) == drawings.drawing("path")
    assert drawings.icon(name) == drawings.icon("star")


def test_a_theme_may_bring_its_own_drawing(tmp_path: Path) -> None:
    own = tmp_path / "drawings"
    own.mkdir()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    (own / "truck.svg").write_text(svg, encoding="utf-8")
    assert '<path d="M0 0"/>' in drawings.drawing("truck", [tmp_path])


def test_painted_leaves_no_variable() -> None:
    theme = read_theme(THEMES_FOLDER, "thisted")
    result = painted(theme.mark.read_text(encoding="utf-8"), theme)
    assert "var(" not in result
    assert re.search(r"#[0-9A-F]{6}", result)
