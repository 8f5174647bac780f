"""A citizen's action on an item, checked the same way from every door."""

from __future__ import annotations

from cms.capabilities.registry import capabilities_of
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import UnknownType, item_model


class ItemNotFound(LookupError):
    """The item isn't on the citizen's municipality's shelf, or lacks the capability."""


def item_for(key: str, citizen: Citizen, capability: str) -> Item:
    """The item with a key such as `course:12`, as the citizen's municipality shows it.

    Raises ItemNotFound in the same words whether the item is elsewhere or nowhere.
    """
    type_name, _colon, number = key.partition(":")
    try:
        model = item_model(type_name)
    except UnknownType as error:
        raise ItemNotFound(key) from error
    names = {found.name for found in capabilities_of(model)}
    item = (
        model.objects.on_shelf_of(citizen.municipality).filter(pk=number).first()
        if number.isdecimal() and capability in names
        else None
    )
    if item is None:
        raise ItemNotFound(key)
    return item  # type: ignore[no-any-return]
