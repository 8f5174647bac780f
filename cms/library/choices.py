"""What a municipality decides about items on its shelf; every decision can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from cms.history.models import HistoryEntry
from cms.history.services import record
from cms.library.models import Item, ShelfChoice
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, User


class Decision(StrEnum):
    """Take in, leave out, do as the owner proposes; put first or no longer."""

    TAKE = "take"
    LEAVE = "leave"
    FOLLOW = "follow"
    PIN = "pin"
    UNPIN = "unpin"


TAKEN = {Decision.TAKE: True, Decision.LEAVE: False, Decision.FOLLOW: None}
DECIDED = ("taken", "pinned", "order")


class Mandatory(ValueError):
    """A mandatory item can't be left out. `item` is the first that was refused."""

    def __init__(self, item: Item) -> None:
        """Keep the item."""
        self.item = item
        super().__init__(item.key)


@transaction.atomic
def decide(items: Sequence[Item], municipality: Municipality, decision: Decision) -> None:
    """Decide the same about several items, all or none, and write the history. Raises Mandatory."""
    for item in items:
        if decision == Decision.LEAVE and item.sharing == Sharing.MANDATORY:
            raise Mandatory(item)
    choices = _choices(items, municipality)
    last = _last_place(municipality) if decision == Decision.PIN else 0
    for place, item in enumerate(items, start=last + 1):
        choice = choices[item.pk]
        before = _decided(choice)
        if decision in TAKEN:
            choice.taken = TAKEN[decision]
        else:
            choice.pinned = decision == Decision.PIN
            choice.order = place if choice.pinned else None
        _write(choice, item.listed_title, f"shelf.{decision}", before)


@transaction.atomic
def move(item: Item, municipality: Municipality, steps: int) -> None:
    """Move a pinned item up (-1) or down (+1) among the pinned; at an end nothing happens."""
    pinned = list(pinned_choices(municipality))
    here = next((n for n, choice in enumerate(pinned) if choice.item_id == item.pk), None)
    if here is None or not 0 <= here + steps < len(pinned):
        return
    pinned.insert(here + steps, pinned.pop(here))
    for place, choice in enumerate(pinned, start=1):
        if choice.order != place:
            before = _decided(choice)
            choice.order = place
            _write(choice, choice.item.listed_title, "shelf.move", before)


@transaction.atomic
def undo(batch: UUID, municipality: Municipality, user: User) -> int:
    """Take back what the user did in one go on this shelf; returns how many items it was.

    A choice that somebody has changed since is left as it is.
    """
    entries = HistoryEntry.objects.filter(
        uuid=batch, owner=municipality, user=user, action__startswith="shelf."
    ).exclude(action="shelf.undo")
    choices = {str(choice.pk): choice for choice in _of(municipality)}
    undone = 0
    for entry in entries:
        choice = choices.get(entry.object_id)
        changes = entry.data["changes"]
        if choice and all(getattr(choice, name) == c["after"] for name, c in changes.items()):
            before = _decided(choice)
            for name, change in changes.items():
                setattr(choice, name, change["before"])
            _write(choice, entry.label, "shelf.undo", before)
            undone += 1
    return undone


def pinned_choices(municipality: Municipality) -> Iterable[ShelfChoice]:
    """The pinned, in their order; not those that are no longer shared with the municipality."""
    shelf = Item.objects.on_shelf_of(municipality).values("pk")
    pinned = _of(municipality).filter(pinned=True, item__in=shelf)
    return pinned.order_by(F("order").asc(nulls_last=True), "pk")


def _of(municipality: Municipality) -> QuerySet[ShelfChoice]:
    return ShelfChoice.objects.filter(municipality=municipality).select_related("item")


def _choices(items: Sequence[Item], municipality: Municipality) -> dict[int, ShelfChoice]:
    keys = [item.pk for item in items]
    found = {choice.item_id: choice for choice in _of(municipality).filter(item_id__in=keys)}
    return {
        item.pk: found.get(item.pk) or ShelfChoice(municipality=municipality, item=item)
        for item in items
    }


def _last_place(municipality: Municipality) -> int:
    return max((choice.order or 0 for choice in pinned_choices(municipality)), default=0)


def _decided(choice: ShelfChoice) -> dict[str, Any]:
    return {name: getattr(choice, name) for name in DECIDED}


def _write(choice: ShelfChoice, title: str, action: str, before: dict[str, Any]) -> None:
    if _decided(choice) != before:
        choice.save()
        record(choice, action, title=title, before=before, after=_decided(choice))
