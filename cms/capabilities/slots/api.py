"""Bookable times in GraphQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizen_of, citizens_action
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.slots.services import BusyThen, ChangeTooLate, SlotTaken, book, cancel
from cms.capabilities.slots.standing import Slot, booking_of, open_slots
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
    return open_slots(item)[:first]


def _booking(item: Item, info: Any) -> SlotBooking | None:
    citizen = citizen_of(info)
    return booking_of(item, citizen) if citizen else None


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
    "slot_booking": graphene.Field(SlotBookingType, resolver=_booking),
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
