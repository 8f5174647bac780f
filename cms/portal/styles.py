"""The rules that every page follows, whatever its theme, under an address of their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from cms.portal.themes import css_digest
from cms.theming.rules import joined, parts


def stylesheet() -> str:
    """All rules; what one has just written in a file is there."""
    files = parts(Path(settings.THEMES_DIR) / "base" / "static" / "portal" / "css")
    return _joined(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _joined(stamped: tuple[tuple[Path, int], ...]) -> str:
    return joined([file for file, _stamp in stamped], lambda name: static(f"portal/{name}"))


def stylesheet_url() -> str:
    """The address changes with the rules, so browsers may keep them for ever."""
    return reverse("stylesheet", args=[_digest(stylesheet())])


@lru_cache(maxsize=1)
def _digest(content: str) -> str:
    return css_digest(content)
