"""Which theme a municipality is shown in: its published version, else the one from files."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.appearance.models import State, ThemeVersion
from cms.municipalities.models import Municipality
from cms.stamps.keeping import KeptRows
from cms.theming import Theme, ThemeStore, UnusableValues, checked_values, compose

logger = logging.getLogger(__name__)

Key = tuple[int, datetime | None]

STORE = ThemeStore(settings.THEMES_DIR)
NATIONAL = "national"
MOST_KEPT = 500
# The name of the stamp of all versions.
THEMES = "themes"
_published: KeptRows[tuple[Key, ...]] = KeptRows(500)
_REMEMBERED = "_published_theme"
# A published version never changes, so its theme is kept for as long as the parent is the same.
_kept: dict[Key, tuple[Theme, Theme]] = {}


def national_theme() -> Theme:
    """The look of the common front."""
    return STORE.theme(NATIONAL)


def file_theme(municipality: Municipality) -> Theme:
    """The municipality's theme from files, or the one worked out from its code."""
    return STORE.theme_for(municipality.theme, municipality.code, municipality.full_name)


def theme_of(municipality: Municipality) -> Theme:
    """What citizens see now.

    The published version is looked up once for each `municipality` object, which lives as long as
    a request: so every process shows a newly published theme from its next request on.
    """
    key = _published_key(municipality)
    if key is None:
        return file_theme(municipality)
    parent = file_theme(municipality)
    known = _kept.get(key)
    if known is None or known[0] is not parent:
        known = (parent, _published_theme(key, municipality, parent))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = known
    return known[1]


def forget(municipality: Municipality) -> None:
    """Look the published version up again on this object: something has been published."""
    municipality.__dict__.pop(_REMEMBERED, None)


def _published_key(municipality: Municipality) -> Key | None:
    if municipality._state.adding:
        return None
    if _REMEMBERED not in municipality.__dict__:
        rows = _published.row(THEMES, municipality.pk, lambda: _published_now(municipality))
        municipality.__dict__[_REMEMBERED] = next(iter(rows or ()), None)
    found: Key | None = municipality.__dict__[_REMEMBERED]
    return found


def _published_now(municipality: Municipality) -> tuple[Key, ...]:
    # The moment too: a database that was restored may give a number out once more.
    published = ThemeVersion.objects.filter(municipality=municipality, state=State.PUBLISHED)
    return tuple(published.values_list("pk", "published_at")[:1])


def _published_theme(key: Key, municipality: Municipality, parent: Theme) -> Theme:
    version = ThemeVersion.objects.filter(pk=key[0]).first()
    if version is None:
        return parent
    try:
        return theme_from(version.tokens, municipality)
    except UnusableValues:
        # A newer release may allow less than the one it was published under.
        logger.exception("Theme version %s of %s can't be shown.", version.number, municipality)
        return parent


def theme_from(values: Mapping[str, Any], municipality: Municipality) -> Theme:
    """The whole theme that the values make on top of the theme from files.

    Raises:
        UnusableValues: a value is no value of its kind.
    """
    parent = file_theme(municipality)
    slug = f"{parent.slug}-{municipality.code}"
    return compose(checked_values(values), parent, slug, pictures_folder(municipality))


def pictures_folder(municipality: Municipality) -> Path:
    """Where the municipality's uploaded logos and pictures lie, each named by its content."""
    return Path(settings.MEDIA_ROOT) / "appearance" / municipality.code
