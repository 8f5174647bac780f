"""From bare items of several types to items with their own fields, one query a type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cms.library.models import Item
from cms.library.registry import item_model
from cms.municipalities.models import Municipality


def specific(items: Iterable[Item], municipality: Municipality) -> list[Item]:
    """The same items in the same order with all their fields, as on the municipality's shelf."""
    listed = list(items)
    keys: dict[str, list[int]] = defaultdict(list)
    for item in listed:
        keys[item.type_name].append(item.pk)
    found = {
        one.pk: one
        for type_name, numbers in keys.items()
        for one in item_model(type_name)
        .objects.on_shelf_of(municipality)
        .filter(pk__in=numbers)
        .select_related("owner")
    }
    return [found[item.pk] for item in listed if item.pk in found]
