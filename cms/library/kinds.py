"""Which types items are of, by primary key: an item never becomes one of another type."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cms.library.content import CONTENT
from cms.library.models import Item
from cms.stamps.keeping import KeptRows

_kept: KeptRows[str] = KeptRows(50_000)
REASON = "of which type an item is says nothing of what stands in it"


def type_names(keys: Collection[int]) -> Mapping[int, str]:
    """The types' names; without those that are gone. One query for what isn't kept."""
    return _kept.rows(CONTENT, sorted(keys), _read)


def _read(keys: Sequence[Any]) -> dict[Any, str]:
    rows = Item.objects.everything(REASON).filter(pk__in=keys).order_by()
    return dict(rows.values_list("pk", "type_name"))
