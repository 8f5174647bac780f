"""Distances in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.place.postcodes import UnknownPostcode, place_of
from cms.capabilities.place.rules import kilometres
from cms.capabilities.place.services import directions, point_of
from cms.library.models import Item


def _distance(item: Item, _info: Any, postcode: str) -> float | None:
    try:
        here = place_of(postcode)
    except UnknownPostcode as error:
        raise GraphQLError(
            f"The postcode {postcode[:10]!r} is not known here. Use that of a larger town nearby.",
            extensions={"code": "BAD_INPUT"},
        ) from error
    point = point_of(item)
    return round(kilometres(here.point, point), 1) if point else None


def _directions(item: Item, _info: Any) -> str | None:
    point = point_of(item)
    return directions(point) if point else None


FIELDS = {
    "distance": graphene.Field(
        graphene.Float,
        postcode=graphene.String(required=True, description="Four digits; is not kept"),
        resolver=_distance,
        description="Kilometres as the crow flies from the middle of a postcode; null: no point.",
    ),
    "directions": graphene.Field(
        graphene.String, resolver=_directions, description="A map's address of the way there."
    ),
}
