"""A folder of themes that a test may write in, and the codes of all municipalities."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from cms.theming import THEMES_FOLDER

MUNICIPALITIES = THEMES_FOLDER.parent / "fixtures" / "municipalities" / "municipalities.yaml"


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    """A folder that holds the base theme."""
    folder = tmp_path / "themes"
    shutil.copytree(
        THEMES_FOLDER / "base",
        folder / "base",
        ignore=shutil.ignore_patterns("static", "templates", "drawings", "icons"),
    )
    return folder


@pytest.fixture
def write_theme(themes: Path) -> Callable[..., Path]:
    """Writes themes/<slug>/theme.yaml and returns the file."""

    def write(text: str, slug: str = "fjordby") -> Path:
        file = themes / slug / "theme.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def municipalities() -> list[tuple[str, str]]:
    """Code and name of each of the 98: "0787", "Thisted Kommune"."""
    rows = yaml.safe_load(MUNICIPALITIES.read_text(encoding="utf-8"))
    rows = rows["municipalities"] if isinstance(rows, dict) else rows
    return [(row["code"], row["authority"]) for row in rows]
