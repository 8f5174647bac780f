"""Sharing in GraphQL."""

from __future__ import annotations

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, own_of_items, own_rows
from cms.capabilities.share.models import Share
from cms.capabilities.share.services import InvalidWords, share, stop, words_of
from cms.citizens.models import Citizen
from cms.library.models import Item


class ShareType(graphene.ObjectType):
    """How the logged-in citizen has shown an item to the municipality's advisers."""

    class Meta:
        name = "Share"

    words = graphene.String(required=True)
    shared_at = graphene.DateTime(required=True)


def _share(item: Item, citizen: Citizen, words: str = "") -> Share:
    try:
        return share(item, citizen, words_of(words))
    except InvalidWords as error:
        raise GraphQLError(str(error), extensions={"code": "BAD_INPUT"}) from error


def _stop(item: Item, citizen: Citizen) -> bool:
    stop(item, citizen)
    return True


FIELDS = {
    "share": graphene.Field(
        ShareType,
        resolver=own_of_items(own_rows(Share)),
        description="The logged-in citizen's own; null for visitors and for what isn't shared.",
    )
}
MUTATIONS = {
    "share_with_adviser": graphene.Field(
        graphene.NonNull(ShareType),
        item=graphene.ID(required=True),
        words=graphene.String(description="The citizen's words to the adviser"),
        resolver=citizens_action("share", _share),
        description="Show an item to those who meet the municipality's citizens. May be repeated.",
    ),
    "stop_sharing": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("share", _stop),
        description="Nobody else sees it any more. May be repeated.",
    ),
}
