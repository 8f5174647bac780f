"""Which item and municipality a screen is about, and in which languages the item is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest

from cms.editor.overlays.addresses import address_of
from cms.editor.whose import municipality_for
from cms.library.languages import CONTENT_LANGUAGES
from cms.library.models import Item, Overlay
from cms.library.overlay_states import is_shared_with
from cms.library.overlays import overlay_of
from cms.library.registry import item_model, item_models
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.sites.services import details_of


@dataclass(frozen=True)
class Place:
    """One item (of one language) as one municipality says it."""

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
class Edition:
    """The item in one language."""

    name: str
    code: str
    address: str
    has_own_words: bool
    is_here: bool


def place_of(request: HttpRequest, type_name: str, key: int) -> Place:
    """A shared item, or one that the municipality once wrote over.

    Raises Http404 for anything else, in the same words, and PermissionDenied.
    """
    municipality = municipality_for(request, Action.CURATE)
    if type_name not in item_models():
        raise Http404(type_name)
    found = item_model(type_name).objects.everything("who may see it is asked below")
    item = found.filter(pk=key).select_related("locale").first()
    if item is None:
        raise Http404(key)
    overlay, is_shared = overlay_of(item, municipality), is_shared_with(item, municipality.pk)
    if not is_shared and overlay is None:
        raise Http404(key)
    return Place(item, municipality, overlay, is_shared)


def editions(place: Place) -> list[Edition]:
    """The item in each language it has: own words belong to one of them."""
    rows = Item.objects.everything("the same item in other languages").filter(
        translation_key=place.item.translation_key
    )
    shared = [
        row
        for row in rows.select_related("locale").order_by("pk")
        if is_shared_with(row, place.municipality.pk)
    ]
    written = set(
        Overlay.objects.filter(municipality=place.municipality, item__in=shared).values_list(
            "item_id", flat=True
        )
    )
    return [_edition(row, place, row.pk in written) for row in shared]


def _edition(row: Item, place: Place, has_own_words: bool) -> Edition:
    code = row.locale.language_code
    name = CONTENT_LANGUAGES.get(code, code)
    address = address_of(row, place.municipality)
    return Edition(name, code, address, has_own_words, row.pk == place.item.pk)


def missing(place: Place, there: list[Edition]) -> list[str]:
    """The languages of the municipality's site in which the item isn't there."""
    codes = {edition.code for edition in there}
    spoken = details_of(place.municipality).languages
    return [name for code, name in settings.LANGUAGES if code in spoken and code not in codes]
