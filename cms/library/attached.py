"""What editors build beside an item's fields, such as its steps: rows that are parts of its drafts.

As published they are content, so they are kept in this process until some content changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model

from cms.library.content import CONTENT
from cms.library.models import Item
from cms.stamps.keeping import KeptRows

Row = TypeVar("Row", bound=Model)
Made = TypeVar("Made")
# Items whose attached rows are kept, for each kind of them.
MOST = 2_000


def only(rows: Sequence[Row]) -> Row | None:
    """The row of a table that has one for an item at the most; None where there is none."""
    return rows[0] if rows else None


class Attached(Generic[Made]):
    """What is made of the rows of one table that belong to an item.

    What is made is shared by all who ask, so nobody may change it.
    """

    def __init__(self, relation: str, make: Callable[[Sequence[Any]], Made]) -> None:
        """`relation` is the name of the rows on an item; `make` is given them in their order."""
        self._relation, self._make = relation, make
        self._kept: KeptRows[tuple[Made]] = KeptRows(MOST)

    def of_item(self, item: Item) -> Made:
        """Of one item: of a draft, what the draft has."""
        if self._relation in getattr(item, "_cluster_related_objects", {}):
            return self._make(list(getattr(item, self._relation).all()))
        return self.of_items([item])[item.pk]

    def of_items(self, items: Iterable[Item]) -> dict[int, Made]:
        """Of many items as they are published, by primary key."""
        return self.of_keys([item.pk for item in items])

    def of_keys(self, keys: Sequence[int]) -> dict[int, Made]:
        """The same for items that were not read; one query for those that aren't kept."""
        kept = self._kept.rows(CONTENT, keys, self._read)
        return {key: made for key, (made,) in kept.items()}

    def _read(self, keys: Sequence[Any]) -> dict[Any, tuple[Made]]:
        relation: Any = Item._meta.get_field(self._relation)
        found: dict[Any, list[Any]] = {key: [] for key in keys}
        for row in relation.related_model._default_manager.filter(item_id__in=keys):
            found[row.item_id].append(row)
        return {key: (self._make(rows),) for key, rows in found.items()}
