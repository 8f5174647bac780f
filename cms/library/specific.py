"""From bare items of several types to items with their own fields, one query a type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from cms.library.models import Item, ItemQuerySet
from cms.library.registry import item_model
from cms.municipalities.models import Municipality


def specific(items: Iterable[Item], municipality: Municipality) -> list[Item]:
    """The same items in the same order with all their fields, as on the municipality's shelf."""
    return _typed(items, lambda model: model.objects.on_shelf_of(municipality))


def own_fields(items: Iterable[Item], reason: str) -> list[Item]:
    """The same items in the same order with all their fields; say why they may be read."""
    return _typed(items, lambda model: model.objects.everything(reason))


def _typed(items: Iterable[Item], rows: Callable[[type[Item]], ItemQuerySet]) -> list[Item]:
    listed = list(items)
    keys: dict[str, list[int]] = defaultdict(list)
    for item in listed:
        keys[item.type_name].append(item.pk)
    found = {
        one.pk: one
        for type_name, numbers in keys.items()
        for one in rows(item_model(type_name)).filter(pk__in=numbers).select_related("owner")
    }
    return [found[item.pk] for item in listed if item.pk in found]
