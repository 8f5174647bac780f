"""Bookable times in GraphQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, own_of_items
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.slots.services import BusyThen, ChangeTooLate, SlotTaken, book, cancel
from cms.capabilities.slots.standing import Slot, coming_of, open_among
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item

FIRST, MOST = 20, 200


class SlotType(graphene.ObjectType):
    """A time that can be booked."""

    class Meta:
        name = "Slot"

    starts = graphene.DateTime(required=True)
    ends = graphene.DateTime(required=True)
    free = graphene.Int(required=True, description="How many more can book it")
    place = graphene.String(required=True)


class SlotBookingType(graphene.ObjectType):
    """The logged-in citizen's own coming time."""

    class Meta:
        name = "SlotBooking"

    starts = graphene.DateTime(required=True)
    ends = graphene.DateTime(required=True)
    place = graphene.String(required=True)
    link = graphene.String(required=True, description="Where the meeting on screen is")
    called = graphene.String(required=True, description="What one is called by those one meets")


def _slots(item: Item, _info: Any, first: int = FIRST) -> list[Slot]:
    if not 0 <= first <= MOST:
        raise GraphQLError(f"first is 0 to {MOST}.", extensions={"code": "BAD_INPUT"})
    _plan, slots = together(item).gathered(open_among).get(item.pk, (None, []))
    return list(slots[:first])


def _bookings(items: Sequence[Item], citizen: Citizen) -> Mapping[int, SlotBooking]:
    """The nearest of each, whatever the list."""
    return {row.item_id: row for row in reversed(coming_of(citizen))}


def _book(item: Item, citizen: Citizen, starts: datetime, called: str | None = None) -> SlotBooking:
    try:
        return book(item, citizen, starts, called)
    except SlotTaken as error:
        raise _refused("That time isn't free. Ask for slots again.", "SLOT_TAKEN") from error
    except BusyThen as error:
        raise _refused("You have another time then.", "BUSY_THEN") from error
    except ChangeTooLate as error:
        raise _too_late() from error


def _cancel(item: Item, citizen: Citizen) -> bool:
    try:
        cancel(item, citizen)
    except ChangeTooLate as error:
        raise _too_late() from error
    return True


def _too_late() -> GraphQLError:
    return _refused(
        "It is too near to change the time. Write or call those you are to meet.", "TOO_LATE"
    )


def _refused(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


FIELDS = {
    "slots": graphene.Field(
        graphene.List(graphene.NonNull(SlotType), required=True),
        first=graphene.Int(description=f"{FIRST} where left out, {MOST} at the most"),
        resolver=_slots,
        description="The next free times, in order.",
    ),
    "slot_booking": graphene.Field(SlotBookingType, resolver=own_of_items(_bookings)),
}
MUTATIONS = {
    "book_slot": graphene.Field(
        graphene.NonNull(SlotBookingType),
        item=graphene.ID(required=True),
        starts=graphene.DateTime(required=True, description="As in `slots`"),
        called=graphene.String(description="Left out: as before"),
        resolver=citizens_action("slots", _book),
        description="Book a time, or move the one you have. May be repeated.",
    ),
    "cancel_booking": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("slots", _cancel),
        description="Give the time back. May be repeated.",
    ),
}
