"""Sign-up in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, of_items, own_of_items
from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.signup.services import (
    SignupClosed,
    place_in_line,
    seatings,
    sign_off,
    sign_up,
    signed_up_among,
)
from cms.citizens.models import Citizen
from cms.library.models import Item


class SignupType(graphene.ObjectType):
    """The logged-in citizen's own sign-up."""

    class Meta:
        name = "Signup"

    state = graphene.String(required=True, description="seated or waiting")
    signed_up_at = graphene.DateTime(required=True)
    place_in_line = graphene.Int(description="Number on the waiting list, from 1")

    def resolve_place_in_line(root: Any, info: Any) -> int | None:  # noqa: N805
        """None for those who have a seat."""
        return place_in_line(root) if root.state == SignupState.WAITING else None


class SeatingType(graphene.ObjectType):
    """How an item stands."""

    class Meta:
        name = "Seating"

    seats = graphene.Int(description="Null: no limit")
    free = graphene.Int(description="Null: no limit")
    waiting = graphene.Int(required=True)
    deadline = graphene.DateTime()


def _sign_up(item: Item, citizen: Citizen) -> Signup:
    try:
        return sign_up(item, citizen)
    except SignupClosed as error:
        raise GraphQLError(
            "The deadline has passed. Ask the municipality.",
            extensions={"code": "SIGNUP_CLOSED"},
        ) from error


def _sign_off(item: Item, citizen: Citizen) -> bool:
    sign_off(item, citizen)
    return True


FIELDS = {
    "signup": graphene.Field(SignupType, resolver=own_of_items(signed_up_among)),
    "seating": graphene.Field(graphene.NonNull(SeatingType), resolver=of_items(seatings)),
}
MUTATIONS = {
    "sign_up": graphene.Field(
        graphene.NonNull(SignupType),
        item=graphene.ID(required=True),
        resolver=citizens_action("signup", _sign_up),
        description="Take a seat or a place on the waiting list. May be repeated.",
    ),
    "sign_off": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("signup", _sign_off),
        description="Give the seat back. May be repeated.",
    ),
}
