"""Completion in GraphQL."""

from __future__ import annotations

import graphene
from graphql import GraphQLError

from cms.capabilities.completion.models import Completion
from cms.capabilities.completion.services import SomethingRemains, completed_among, finish, undo
from cms.capabilities.graphql_tools import citizens_action, own_of_items
from cms.citizens.models import Citizen
from cms.library.models import Item


class CompletionType(graphene.ObjectType):
    """How far the citizen has come with an item."""

    class Meta:
        name = "Completion"

    started_at = graphene.DateTime(required=True)
    finished_at = graphene.DateTime()


def _finish(item: Item, citizen: Citizen) -> Completion:
    try:
        return finish(item, citizen)
    except SomethingRemains as left:
        raise GraphQLError(
            f"Something is left before this is done: {left}.",
            extensions={"code": "SOMETHING_REMAINS"},
        ) from left


def _undo(item: Item, citizen: Citizen) -> bool:
    undo(item, citizen)
    return True


FIELDS = {
    "completion": graphene.Field(
        CompletionType,
        resolver=own_of_items(completed_among),
        description="The logged-in citizen's own; null for visitors.",
    )
}
MUTATIONS = {
    "complete": graphene.Field(
        graphene.NonNull(CompletionType),
        item=graphene.ID(required=True),
        resolver=citizens_action("completion", _finish),
        description="Mark an item as done. May be repeated.",
    ),
    "undo_completion": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("completion", _undo),
        description="Take the mark away again. May be repeated.",
    ),
}
