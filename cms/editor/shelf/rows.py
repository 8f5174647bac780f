"""The rows of the shelf screen: an offer, what the municipality has said, and who else shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from cms.library.labels import language
from cms.library.models import Item, ShelfChoice
from cms.library.overlay_states import OverlayState, standings
from cms.library.registry import declarations
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality


@dataclass(frozen=True)
class Row:
    """An item on offer."""

    item: Item
    choice: ShelfChoice | None
    has_overlay: bool
    original_changed: bool
    is_new: bool
    shown_by: int

    @property
    def type_label(self) -> str:
        """What one of its kind is called."""
        return declarations()[self.item.type_name].labels.in_language(language()).one

    @property
    def is_shown(self) -> bool:
        """Whether the municipality's citizens meet the item."""
        taken = self.choice.taken if self.choice else None
        if self.item.sharing == Sharing.MANDATORY:
            return True
        return taken is True or (taken is None and self.item.sharing == Sharing.ON_BY_DEFAULT)

    @property
    def may_be_left_out(self) -> bool:
        """Mandatory items stay."""
        return bool(self.item.sharing != Sharing.MANDATORY)


def rows(items: Sequence[Item], municipality: Municipality, seen_until: datetime) -> list[Row]:
    """The rows of one page: some queries, as many as there are types, however many rows."""
    keys = [item.pk for item in items]
    mine = {"municipality": municipality, "item_id__in": keys}
    choices = {choice.item_id: choice for choice in ShelfChoice.objects.filter(**mine)}
    overlaid = {one.item.pk: one.state for one in standings([municipality.pk], keys)}
    shown_by = _shown_by(items)
    return [
        Row(
            item,
            choices.get(item.pk),
            item.pk in overlaid,
            overlaid.get(item.pk) == OverlayState.CHANGED,
            item.first_published_at is not None and item.first_published_at > seen_until,
            shown_by[item.pk],
        )
        for item in items
    ]


def _shown_by(items: Sequence[Item]) -> dict[int, int]:
    """How many municipalities show each item."""
    everyone = Municipality.objects.count()
    counted = ShelfChoice.objects.filter(item_id__in=[item.pk for item in items]).order_by()
    said = {
        row["item_id"]: (row["taken_by"], row["left_by"])
        for row in counted.values("item_id").annotate(
            taken_by=Count("pk", filter=Q(taken=True)), left_by=Count("pk", filter=Q(taken=False))
        )
    }
    return {item.pk: _showing(item, everyone, *said.get(item.pk, (0, 0))) for item in items}


def _showing(item: Item, everyone: int, taken: int, left: int) -> int:
    if item.sharing == Sharing.MANDATORY:
        return everyone
    return everyone - left if item.sharing == Sharing.ON_BY_DEFAULT else taken
