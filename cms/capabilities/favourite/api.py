"""Favourites in GraphQL."""

from __future__ import annotations

from datetime import date
from typing import Any

import graphene
from django.utils import timezone
from graphql import GraphQLError

from cms.capabilities.favourite.models import Favourite
from cms.capabilities.favourite.rules import InvalidDetails, deadline_of, note_of
from cms.capabilities.favourite.services import describe, favourite_of, remove, save, saved_among
from cms.capabilities.graphql_tools import citizens_action, own_of_items
from cms.citizens.models import Citizen
from cms.library.models import Item


class FavouriteType(graphene.ObjectType):
    """How the logged-in citizen has saved an item."""

    class Meta:
        name = "Favourite"

    saved_at = graphene.DateTime(required=True)
    deadline = graphene.Date(description="The citizen's own last day; null when there is none")
    note = graphene.String(required=True, description="The citizen's own words")


def _remove(item: Item, citizen: Citizen) -> bool:
    remove(item, citizen)
    return True


def _describe(root: Any, info: Any, item: str, deadline: date | None = None, note: str = "") -> Any:
    def write(found: Item, citizen: Citizen) -> Favourite:
        before = favourite_of(found, citizen)
        try:
            day = deadline_of(
                deadline.isoformat() if deadline else "",
                timezone.localdate(),
                before.deadline if before else None,
            )
            return describe(found, citizen, day, note_of(note))
        except InvalidDetails as error:
            raise GraphQLError(str(error), extensions={"code": "BAD_INPUT"}) from error

    return citizens_action("favourite", write)(root, info, item)


FIELDS = {
    "favourite": graphene.Field(
        FavouriteType,
        resolver=own_of_items(saved_among),
        description="The logged-in citizen's own; null for visitors and for what isn't saved.",
    )
}
MUTATIONS = {
    "save_favourite": graphene.Field(
        graphene.NonNull(FavouriteType),
        item=graphene.ID(required=True),
        resolver=citizens_action("favourite", save),
        description="Save an item for later. May be repeated.",
    ),
    "describe_favourite": graphene.Field(
        graphene.NonNull(FavouriteType),
        item=graphene.ID(required=True),
        deadline=graphene.Date(description="Left out: no last day"),
        note=graphene.String(description="Left out: no note"),
        resolver=_describe,
        description="Save an item with a last day and a note, or replace both. May be repeated.",
    ),
    "remove_favourite": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("favourite", _remove),
        description="The item is no longer saved. May be repeated.",
    ),
}
