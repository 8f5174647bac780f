"""An item's times in GraphQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone
from graphql import GraphQLError

from cms.capabilities.graphql_tools import of_items
from cms.capabilities.schedule.models import Occurrence
from cms.capabilities.schedule.services import Coming, next_among
from cms.capabilities.together import together
from cms.library.models import Item

MOST, USUAL = 100, 10


class OccurrenceType(graphene.ObjectType):
    """One time an item happens."""

    class Meta:
        name = "Occurrence"

    key = graphene.ID(required=True, description="Stays the same when the time is moved")
    starts = graphene.DateTime(required=True)
    ends = graphene.DateTime()
    planned = graphene.DateTime(required=True, description="When the plan has it")
    is_moved = graphene.Boolean(required=True, description="Whether it is not as planned")
    is_cancelled = graphene.Boolean(required=True)
    note = graphene.String(required=True, description="Why it is moved or cancelled")


def _resolve_occurrences(
    item: Item, info: Any, first: int | None = None, since: datetime | None = None
) -> list[Occurrence]:
    first = USUAL if first is None else first
    if not 0 <= first <= MOST:
        raise GraphQLError(
            f"first is {first}; ask for 0 to {MOST}.", extensions={"code": "BAD_VALUE"}
        )
    if since is not None and timezone.is_naive(since):
        raise GraphQLError(
            "since has no time zone. Send 2026-10-25T00:00:00+02:00, say.",
            extensions={"code": "BAD_VALUE"},
        )
    found: list[Occurrence] = together(item).gathered(Coming(first, since)).get(item.pk, [])
    return found


FIELDS = {
    "occurrences": graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(OccurrenceType))),
        first=graphene.Int(description=f"{USUAL}, if left out; at most {MOST}"),
        since=graphene.DateTime(description="Those that end after this; now, if left out"),
        resolver=_resolve_occurrences,
        description="The times to come, the cancelled too, in order.",
    ),
    "next_occurrence": graphene.Field(
        OccurrenceType,
        resolver=of_items(next_among),
        description="The next time that isn't cancelled; null when there is none.",
    ),
}
