"""Which capabilities there are: every app below `cms.capabilities` brings one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from importlib import import_module
from importlib.util import find_spec
from operator import or_

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import URLResolver, include, path

from cms.capabilities.base import Capability
from cms.capabilities.pieces import Remaining
from cms.citizens.models import Citizen
from cms.library.models import Item

PACKAGE = "cms.capabilities."


@lru_cache(maxsize=1)
def all_capabilities() -> dict[str, Capability]:
    """Every capability by name."""
    found = (
        import_module(f"{config.name}.capability").CAPABILITY
        for config in apps.get_app_configs()
        if config.name.startswith(PACKAGE)
    )
    return {capability.name: capability for capability in found}


def capabilities_of(model: type[Item]) -> Sequence[Capability]:
    """The capabilities that a type names, in the declaration's order."""
    return [all_capabilities()[name] for name in model.declaration.capabilities]


def remaining_of(item: Item, citizen: Citizen) -> list[Remaining]:
    """What the citizen has left to do before an item is done, by all that its type names."""
    return [one for found in capabilities_of(type(item)) for one in found.remaining(item, citizen)]


def keepers_of(item: Item) -> QuerySet[Citizen]:
    """Who has put the item by, by all that its type names."""
    kept = [found.keepers(item).order_by().values("pk") for found in capabilities_of(type(item))]
    return Citizen.objects.filter(reduce(or_, (Q(pk__in=keys) for keys in kept), Q(pk__in=[])))


def stored(item: Item) -> None:
    """An imported item is saved: every capability writes what it keeps beside the drafts."""
    for found in capabilities_of(type(item)):
        found.stored(item)


def takes_part(item: Item, citizen: Citizen) -> bool:
    """Whether the citizen has had to do with the item, by all that its type names."""
    return any(
        one.takes_part and one.item_id == item.pk
        for found in capabilities_of(type(item))
        if found.is_part_taking
        for one in found.engagements(citizen)
    )


def capability_addresses() -> list[URLResolver]:
    """Addresses that belong to no item, such as a certificate's: each capability's `urls`."""
    return _included("urls")


def common_addresses() -> list[URLResolver]:
    """Addresses that there are at the common front, too: each capability's `common_urls`."""
    return _included("common_urls")


def _included(module: str) -> list[URLResolver]:
    return [
        path("", include(f"{PACKAGE}{name}.{module}"))
        for name in all_capabilities()
        if find_spec(f"{PACKAGE}{name}.{module}")
    ]
