"""The rows of the shelf screen: an offer, what the municipality has said, and who else shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from cms.editor.shelf.days import said
from cms.library.labels import language
from cms.library.models import Item, Loan, ShelfChoice
from cms.library.overlay_states import OverlayState
from cms.library.periods import left_out_now, taken_now
from cms.library.registry import declarations
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality

NOBODY = {"taken_by": 0, "left_by": 0, "borrowed_by": 0}


@dataclass(frozen=True)
class Row:
    """An item on offer."""

    item: Item
    choice: ShelfChoice | None
    has_overlay: bool
    original_changed: bool
    is_new: bool
    shown_by: int
    now: datetime

    @property
    def type_label(self) -> str:
        """What one of its kind is called."""
        return declarations()[self.item.type_name].labels.in_language(language()).one

    @property
    def is_shown(self) -> bool:
        """Whether the municipality's citizens meet the item."""
        taken = self.choice.says(self.now) if self.choice else None
        if self.item.sharing == Sharing.MANDATORY:
            return True
        return taken is True or (taken is None and self.item.sharing == Sharing.ON_BY_DEFAULT)

    @property
    def plan(self) -> str:
        """When it is, or isn't, shown; empty without a plan."""
        choice = self.choice
        if choice is None or choice.taken is None or self.item.sharing == Sharing.MANDATORY:
            return ""
        return said(choice.taken, choice.period)

    @property
    def is_lent(self) -> bool:
        """Whether it is lent to the municipality among others."""
        return bool(self.item.sharing == Sharing.LENT)

    @property
    def may_be_left_out(self) -> bool:
        """Mandatory items stay."""
        return bool(self.item.sharing != Sharing.MANDATORY)


def rows(
    items: Sequence[Item],
    municipality: Municipality,
    seen_until: datetime,
    own_words: Mapping[int, OverlayState],
) -> list[Row]:
    """The rows of one page: some queries, however many rows."""
    keys = [item.pk for item in items]
    mine = {"municipality": municipality, "item_id__in": keys}
    choices = {choice.item_id: choice for choice in ShelfChoice.objects.filter(**mine)}
    shown_by, now = _shown_by(items), timezone.now()
    return [
        Row(
            item,
            choices.get(item.pk),
            item.pk in own_words,
            own_words.get(item.pk) == OverlayState.CHANGED,
            item.first_published_at is not None and item.first_published_at > seen_until,
            shown_by[item.pk],
            now,
        )
        for item in items
    ]


def _shown_by(items: Sequence[Item]) -> dict[int, int]:
    """How many municipalities show each item."""
    everyone = Municipality.objects.count()
    choices = ShelfChoice.objects.filter(item_id__in=[item.pk for item in items]).order_by()
    loan = Loan.objects.filter(item=OuterRef("item"), municipality=OuterRef("municipality"))
    counted = choices.values("item_id").annotate(
        taken_by=Count("pk", filter=taken_now()),
        left_by=Count("pk", filter=left_out_now()),
        borrowed_by=Count("pk", filter=taken_now() & Q(Exists(loan))),
    )
    found: dict[int, Any] = {row["item_id"]: row for row in counted}
    return {item.pk: _showing(item, everyone, found.get(item.pk, NOBODY)) for item in items}


def _showing(item: Item, everyone: int, said_by: Mapping[str, int]) -> int:
    by_sharing = {
        Sharing.MANDATORY: everyone,
        Sharing.ON_BY_DEFAULT: everyone - said_by["left_by"],
        Sharing.LENT: said_by["borrowed_by"],
    }
    return by_sharing.get(Sharing(item.sharing), said_by["taken_by"])
