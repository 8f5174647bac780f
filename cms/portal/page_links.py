"""The ways to a municipality's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from cms.pages.models import ComposedPage


def page_url(page: ComposedPage) -> str:
    """The page's address."""
    return reverse("portal:page", args=[page.slug])


def name_in_menu(page: ComposedPage) -> str:
    """What the menu calls the page, to mark the one that the reader is on."""
    return f"side-{page.slug}"


def page_links(pages: Iterable[ComposedPage]) -> list[dict[str, Any]]:
    """Links for the menu and the foot."""
    return [
        {
            "slug": name_in_menu(page),
            "label": page.title,
            "icon": "leaf",
            "url": page_url(page),
        }
        for page in pages
    ]
