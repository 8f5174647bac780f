"""The look of a municipality, always the last good state of its theme."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.urls import reverse

from cms.municipalities.models import Municipality
from cms.theming import Theme, ThemeStore, css

STORE = ThemeStore(settings.THEMES_DIR)
NATIONAL = "national"


def theme_of(municipality: Municipality | None) -> Theme:
    """The municipality's theme, one derived from its code, or the national one."""
    if municipality is None:
        return STORE.theme(NATIONAL)
    return STORE.theme_for(municipality.theme, municipality.code, municipality.full_name)


def theme_css_url(municipality: Municipality | None) -> str:
    """The stylesheet's address; it changes with its content, so browsers may keep it for ever."""
    content = css(theme_of(municipality))
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    return reverse("theme_css", args=[digest])
