"""Finds drawings and icons by name and makes them ready to stand inside a page."""

import logging
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic

from cms.theming.reading import ROOT_THEME, THEMES_FOLDER
from cms.theming.svg import svg_problems

logger = logging.getLogger(__name__)

DRAWINGS = "drawings"
ICONS = "icons"
FALLBACKS = {DRAWINGS: "path", ICONS: "star"}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TURNS = 'data-turns="yes"'
_STANDS = 'data-turns="no"'


def names(kind: str) -> tuple[str, ...]:
    """Every drawing or icon that the base theme has, in alphabetical order."""
    return tuple(sorted(file.stem for file in (THEMES_FOLDER / ROOT_THEME / kind).glob("*.svg")))


def drawing(name: str, folders: Sequence[Path] = ()) -> str:
    """The SVG of a drawing, from the first theme folder that has it.

    A name nobody has gives the drawing of a path, and one line in the log.
    """
    return _drawing(name, tuple(folders), _second())


@lru_cache(maxsize=512)
def _drawing(name: str, folders: tuple[Path, ...], _now: int) -> str:
    text = inline(_find(DRAWINGS, name, folders))
    turns = "" if _STANDS in text else " drawing--turns"
    return _opened(text, f"drawing{turns}")


def icon(name: str) -> str:
    """The SVG of a 24 pixel icon; a name nobody has gives a star, and one line in the log."""
    return _icon(name, _second())


def _second() -> int:
    """Files are trusted for so long: a page has two hundred icons, and looks for none of them."""
    return int(monotonic())


@lru_cache(maxsize=512)
def _icon(name: str, _now: int) -> str:
    text = inline(_find(ICONS, name, ()))
    return _opened(text, "icon icon--turns" if _TURNS in text else "icon")


def inline(file: Path) -> str:
    """The drawing in the file as it may stand in a page; empty when it is not safe there."""
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _read(file: Path, _changed: int) -> str:
    problems = svg_problems(file)
    if problems:
        logger.error("%s is left out: %s", file, "; ".join(" ".join(each) for each in problems))
        return ""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"\s*\n\s*", "", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)).strip()


@lru_cache(maxsize=512)
def _warn_once(kind: str, name: str) -> None:
    logger.warning("There is no '%s' in %s; '%s' stands in.", name, kind, FALLBACKS[kind])


def _find(kind: str, name: str, folders: Sequence[Path]) -> Path:
    base = THEMES_FOLDER / ROOT_THEME
    if _NAME.fullmatch(name):
        for folder in (*folders, base):
            # As a text: most folders don't have it, and a path takes longer to make than to ask.
            file = f"{folder}/{kind}/{name}.svg"
            if os.path.isfile(file):  # noqa: PTH113
                return Path(file)
    _warn_once(kind, name)
    return base / kind / f"{FALLBACKS[kind]}.svg"


def _opened(text: str, css_class: str) -> str:
    """The drawing with its class, hidden from screen readers: the words beside it speak."""
    return text.replace("<svg ", f'<svg class="{css_class}" aria-hidden="true" ', 1)
