"""The look of a municipality: what it has published, or a draft that an editor is trying."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from cms.appearance import themes
from cms.municipalities.models import Municipality
from cms.theming import Theme, UnknownThemeError, css, painted
from cms.theming.pictures import CONTENT_TYPES, is_drawing


@dataclass(frozen=True)
class Trial:
    """A theme that stands in for the municipality's while one page is made."""

    theme: Theme
    css_url: str


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


@contextmanager
def trying(theme: Theme, css_url: str) -> Iterator[None]:
    """Draw every page inside the block with this theme, whose rules stand at the address."""
    token = _trial.set(Trial(theme, css_url))
    try:
        yield
    finally:
        _trial.reset(token)


def theme_of(municipality: Municipality | None) -> Theme:
    """The theme being tried; else the municipality's, or the national one."""
    trial = _trial.get()
    if trial is not None:
        return trial.theme
    return themes.theme_of(municipality) if municipality else themes.national_theme()


def is_on_trial() -> bool:
    """Whether a theme is being tried."""
    return _trial.get() is not None


def theme_css_url(municipality: Municipality | None) -> str:
    """The stylesheet's address; it changes with its content, so browsers may keep it for ever."""
    trial = _trial.get()
    if trial is not None:
        return trial.css_url
    return reverse("theme_css", args=[css_digest(css(theme_of(municipality)))])


def css_digest(content: str) -> str:
    """What names a stylesheet's content in its address."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def picture_url(file: Path) -> str:
    """The address of a mark or hero that is shown as a picture."""
    uploads = Path(settings.MEDIA_ROOT)
    if file.is_relative_to(uploads):
        return f"{settings.MEDIA_URL}{file.relative_to(uploads).as_posix()}"
    slug, *rest = file.relative_to(themes.STORE.folder).parts
    return reverse("theme_picture", args=[slug, "/".join(rest)])


def file_picture(slug: str, name: str) -> Path | None:
    """The mark or hero that a theme from files has under this name."""
    try:
        theme = themes.STORE.theme(slug)
    except UnknownThemeError:
        return None
    wanted = themes.STORE.folder / slug / name
    return wanted if wanted in (theme.mark, theme.hero) else None


def icon_of(theme: Theme) -> tuple[bytes, str]:
    """The mark as a file of its own, and its content type."""
    content_type = CONTENT_TYPES[theme.mark.suffix]
    if is_drawing(theme.mark):
        return painted(theme.mark.read_text(encoding="utf-8"), theme).encode(), content_type
    return theme.mark.read_bytes(), content_type


def icon_type(theme: Theme) -> str:
    """The content type of the mark."""
    return CONTENT_TYPES[theme.mark.suffix]
