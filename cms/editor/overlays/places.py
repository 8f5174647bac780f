"""Which item and municipality a screen is about, and in which languages it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from cms.editor.overlays.addresses import address_of
from cms.editor.translations.places import address_of as address_of_translation
from cms.editor.whose import municipality_for
from cms.library.languages import LANGUAGE_NAMES, SOURCE_LANGUAGE
from cms.library.models import Item, Overlay
from cms.library.overlay_states import is_shared_with
from cms.library.overlays import overlay_of
from cms.library.registry import item_model, item_models
from cms.library.translations import shown_to
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.sites.services import details_of


@dataclass(frozen=True)
class Place:
    """One item as one municipality says it."""

    item: Item
    municipality: Municipality
    overlay: Overlay | None
    is_shared: bool

    @property
    def portal_path(self) -> str:
        """The item's page in the municipality's portal; "" where it isn't on the shelf."""
        shelf = Item.objects.on_shelf_of(self.municipality)
        is_on_shelf = shelf.filter(pk=self.item.pk).exists()
        return f"/{self.item.declaration.settings.path}/{self.item.slug}/" if is_on_shelf else ""

    @property
    def address(self) -> str:
        """The screen's own address."""
        return address_of(self.item, self.municipality)


@dataclass(frozen=True)
class InOtherWords:
    """A language of the municipality's site, and whether its readers meet the item in it."""

    name: Any
    address: str
    is_shown: bool


def place_of(request: HttpRequest, type_name: str, key: int) -> Place:
    """A shared item, or one that the municipality once wrote over.

    Raises Http404 for anything else, in the same words, and PermissionDenied.
    """
    municipality = municipality_for(request, Action.CURATE)
    if type_name not in item_models():
        raise Http404(type_name)
    found = item_model(type_name).objects.everything("who may see it is asked below")
    item = found.filter(pk=key).first()
    if item is None:
        raise Http404(key)
    overlay, is_shared = overlay_of(item, municipality), is_shared_with(item, municipality.pk)
    if not is_shared and overlay is None:
        raise Http404(key)
    return Place(item, municipality, overlay, is_shared)


def in_other_languages(place: Place) -> list[InOtherWords]:
    """The site's other languages: own words are for those who read the original."""
    spoken = [code for code in details_of(place.municipality).languages if code != SOURCE_LANGUAGE]
    found = shown_to(place.municipality, None).filter(item_id=place.item.pk)
    shown = set(found.values_list("language", flat=True))
    return [_in_words(place, code, code in shown) for code in spoken]


def _in_words(place: Place, code: str, is_shown: bool) -> InOtherWords:
    address = address_of_translation(place.item, place.municipality, code)
    return InOtherWords(LANGUAGE_NAMES[code], address, is_shown)
