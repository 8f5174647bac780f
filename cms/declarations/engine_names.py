"""What the engine and the base theme have, read from their folders: names a declaration may use."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CAPABILITIES = PROJECT / "cms" / "capabilities"
SOURCES = PROJECT / "cms" / "my_page" / "sources"


@lru_cache(maxsize=1)
def capability_names() -> tuple[str, ...]:
    """The capabilities there are: folders of the engine."""
    return tuple(sorted(path.parent.name for path in CAPABILITIES.glob("*/capability.py")))


@lru_cache(maxsize=1)
def icon_names() -> tuple[str, ...]:
    """The signs that a type can have."""
    return _pictures("icons")


@lru_cache(maxsize=1)
def drawing_names() -> tuple[str, ...]:
    """The drawings that an item can have."""
    return _pictures("drawings")


@lru_cache(maxsize=1)
def part_names() -> tuple[str, ...]:
    """The parts that a composed page can be made of: templates of the base theme."""
    names = _files("templates/portal/page", "html")
    # A template that others include is no part by itself.
    return tuple(name for name in names if not name.startswith("_"))


@lru_cache(maxsize=1)
def source_names() -> tuple[str, ...]:
    """What can fill an element of a citizen's own page: modules of the engine."""
    # What begins with an underscore is shared by sources and is none itself.
    return tuple(sorted(p.stem for p in SOURCES.glob("*.py") if not p.stem.startswith("_")))


def _pictures(folder: str) -> tuple[str, ...]:
    return _files(folder, "svg")


def _files(folder: str, ending: str) -> tuple[str, ...]:
    themes = Path(os.environ.get("THEMES_DIR", PROJECT / "themes"))
    return tuple(sorted(path.stem for path in (themes / "base" / folder).glob(f"*.{ending}")))
