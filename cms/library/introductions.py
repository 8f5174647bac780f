"""The items in which owners introduce themselves, of the types that declare `introduces_owner`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cms.library.content import CONTENT
from cms.library.models import Item
from cms.library.registry import declarations
from cms.stamps.keeping import KeptRows

# Type name and primary key.
Place = tuple[str, int]
_kept: KeptRows[tuple[Place, ...]] = KeptRows(5_000)
REASON = "which items introduce an owner; who may read them is asked where they are read"


def introducing_types() -> list[str]:
    """The names of the types whose items say who their owner is."""
    return [name for name, one in declarations().items() if one.settings.introduces_owner]


def introductions(owners: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
    """By owner's primary key where owners introduce themselves, the oldest first.

    Drafts and what a municipality doesn't show are among them: read them through its shelf. One
    query for what isn't kept.
    """
    return _kept.rows(CONTENT, sorted(set(owners)), _read) if introducing_types() else {}


def _read(owners: Sequence[Any]) -> dict[Any, tuple[Place, ...]]:
    found: dict[Any, tuple[Place, ...]] = dict.fromkeys(owners, ())
    items = Item.objects.everything(REASON)
    chosen = items.filter(type_name__in=introducing_types(), owner_id__in=owners)
    for owner, type_name, key in chosen.order_by("pk").values_list("owner_id", "type_name", "pk"):
        found[owner] += ((type_name, key),)
    return found
