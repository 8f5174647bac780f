"""What a municipality decides about items on its shelf; every decision can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cms.history.models import HistoryEntry
from cms.history.services import Changes, record
from cms.library.models import Item, ShelfChoice
from cms.library.periods import Period
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
DECIDED = ("taken", "holds_from", "holds_until", "pinned", "order")
MOMENTS = frozenset({"holds_from", "holds_until"})
ALWAYS = Period()


class Mandatory(ValueError):
    """A mandatory item can't be left out, nor for a time. `item` is the first refused."""

    def __init__(self, item: Item) -> None:
        """Keep the item."""
        self.item = item
        super().__init__(item.key)


@transaction.atomic
def decide(items: Sequence[Item], municipality: Municipality, decision: Decision) -> None:
    """Decide the same about several items, all or none, and write the history. Raises Mandatory."""
    if decision == Decision.LEAVE:
        _refuse_mandatory(items)
    choices = _choices(items, municipality)
    last = _last_place(municipality) if decision == Decision.PIN else 0
    for place, item in enumerate(items, start=last + 1):
        choice = choices[item.pk]
        before = _decided(choice)
        if decision in TAKEN:
            _set(choice, TAKEN[decision], ALWAYS)
        else:
            choice.pinned = decision == Decision.PIN
            choice.order = place if choice.pinned else None
        _write(choice, item.listed_title, f"shelf.{decision}", before)


@transaction.atomic
def plan(items: Sequence[Item], municipality: Municipality, taken: bool, period: Period) -> None:
    """Take several items in, or leave them out, for a time: all or none. Raises Mandatory.

    Taking in for a time leaves out at other times (see `cms.library.periods`).
    """
    _refuse_mandatory(items)
    choices = _choices(items, municipality)
    for item in items:
        choice = choices[item.pk]
        before = _decided(choice)
        _set(choice, taken, period)
        _write(choice, item.listed_title, "shelf.plan", before)


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
        if choice and _stands(choice, changes):
            before = _decided(choice)
            for name, change in changes.items():
                setattr(choice, name, _value(name, change["before"]))
            _write(choice, entry.label, "shelf.undo", before)
            undone += 1
    return undone


def pinned_choices(municipality: Municipality) -> QuerySet[ShelfChoice]:
    """The pinned, in their order; without those that are no longer shared with the municipality."""
    shared = Q(Exists(Item.objects.on_offer_to(municipality).filter(pk=OuterRef("item_id"))))
    own = Q(item__owner_id=municipality.pk)
    pinned = _of(municipality).filter(shared | own, pinned=True)
    return pinned.order_by(F("order").asc(nulls_last=True), "pk")


def _refuse_mandatory(items: Iterable[Item]) -> None:
    for item in items:
        if item.sharing == Sharing.MANDATORY:
            raise Mandatory(item)


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


def _set(choice: ShelfChoice, taken: bool | None, period: Period) -> None:
    choice.taken, choice.holds_from, choice.holds_until = taken, period.start, period.end


def _decided(choice: ShelfChoice) -> dict[str, Any]:
    """The decision as the history keeps it: moments as text."""
    kept = {name: getattr(choice, name) for name in DECIDED}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in kept.items()
    }


def _stands(choice: ShelfChoice, changes: Changes) -> bool:
    """Whether the choice still is as the changes left it."""
    now = _decided(choice)
    return all(_value(n, now[n]) == _value(n, c["after"]) for n, c in changes.items())


def _value(name: str, kept: Any) -> Any:
    """What the history keeps, as the choice holds it."""
    return datetime.fromisoformat(kept) if name in MOMENTS and kept else kept


def _write(choice: ShelfChoice, title: str, action: str, before: dict[str, Any]) -> None:
    if _decided(choice) != before:
        choice.save()
        record(choice, action, title=title, before=before, after=_decided(choice))
