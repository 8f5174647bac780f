"""Where the screens are, with the municipality said: an editor may work for several."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from cms.library.models import Item
from cms.municipalities.models import Municipality


def address_of(item: Item, municipality: Municipality) -> str:
    """Where the municipality writes its own words over an item."""
    address = reverse("editor_overlay", args=[item.type_name, item.pk])
    return f"{address}?{_of(municipality)}"


def list_address(municipality: Municipality, **asked: str) -> str:
    """The list of everything that the municipality has written over."""
    return f"{reverse('editor_overlays')}?{urlencode(asked | {'kommune': municipality.slug})}"


def _of(municipality: Municipality) -> str:
    return urlencode({"kommune": municipality.slug})
