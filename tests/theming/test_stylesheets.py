"""The rules hold to the theme's values, mirror by themselves and ask nobody outside."""

import re
from pathlib import Path

import pytest

from cms.theming import THEMES_FOLDER, css, read_theme

STATIC = THEMES_FOLDER / "base" / "static" / "portal"
SHEETS = sorted((STATIC / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|(left|right|top|bottom)\s*:"
    r"|text-align:\s*(left|right)|float:\s*(left|right))"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_only_logical_properties(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_no_colour_but_the_themes(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_no_request_leaves_the_portal(sheet: Path) -> None:
    addresses = re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
    assert "@import" not in sheet.read_text(encoding="utf-8")
    for address in addresses:
        assert (sheet.parent / address).resolve().is_file()


def test_every_variable_that_is_used_exists() -> None:
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    text += css(read_theme(THEMES_FOLDER, "base"))
    used, known = set(re.findall(r"var\((--[\w-]+)", text)), set(re.findall(r"(--[\w-]+):", text))
    assert used <= known


def test_the_lettering_is_small_and_licensed() -> None:
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))
    assert sum(font.stat().st_size for font in fonts) < 600_000
    licences = [file.read_text(encoding="utf-8") for file in (STATIC / "fonts").glob("*-OFL.txt")]
    assert len(licences) == 3
    assert all("SIL Open Font License" in licence for licence in licences)
