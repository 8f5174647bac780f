"""What a municipality decides about one item on its shelf."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import transaction

from cms.history.services import record
from cms.library.models import Item, ShelfChoice
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality


class Decision(StrEnum):
    """Take in, leave out, do as the owner proposes; put first or no longer."""

    TAKE = "take"
    LEAVE = "leave"
    FOLLOW = "follow"
    PIN = "pin"
    UNPIN = "unpin"


TAKEN = {Decision.TAKE: True, Decision.LEAVE: False, Decision.FOLLOW: None}


class Mandatory(ValueError):
    """A mandatory item can't be left out."""


@transaction.atomic
def decide(item: Item, municipality: Municipality, decision: Decision) -> ShelfChoice:
    """Write the decision and its history. Raises Mandatory."""
    if decision == Decision.LEAVE and item.sharing == Sharing.MANDATORY:
        raise Mandatory(item.key)
    choice, _new = ShelfChoice.objects.get_or_create(municipality=municipality, item_id=item.pk)
    before = _values(choice)
    if decision in TAKEN:
        choice.taken = TAKEN[decision]
    else:
        choice.pinned = decision == Decision.PIN
    choice.save()
    record(choice, f"shelf.{decision}", title=str(item), before=before, after=_values(choice))
    return choice


def _values(choice: ShelfChoice) -> dict[str, Any]:
    return {"taken": choice.taken, "pinned": choice.pinned}
