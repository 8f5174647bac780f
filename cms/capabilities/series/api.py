"""Series in GraphQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene

from cms.capabilities.graphql_tools import citizen_of
from cms.capabilities.series.standing import Members, Standing, Standings, done_among, here
from cms.capabilities.together import together
from cms.library.labels import language
from cms.library.models import Item
from cms.municipalities.models import Municipality


class SeriesItemType(graphene.ObjectType):
    """What stands beside an item in its series; ask for it by its type and slug."""

    class Meta:
        name = "SeriesItem"

    id = graphene.ID(required=True, description="A name for the item across types.")
    type_name = graphene.String(required=True)
    slug = graphene.String(required=True)
    title = graphene.String(required=True)

    @staticmethod
    def resolve_id(root: Item, _info: Any) -> str:
        """As items say it."""
        return root.key

    @staticmethod
    def resolve_title(root: Item, _info: Any) -> str:
        """In the municipality's words."""
        return str(root)


@dataclass(frozen=True)
class Placed:
    """What an item's field is resolved from."""

    item: Item
    stand: Standing
    here: Municipality


def _beside(placed: Placed, key: int | None) -> Item | None:
    gather = Members(placed.here, language())
    members = together(placed.item).gathered(gather).get(placed.item.pk, {})
    found: Item | None = members.get(key)
    return found


class SeriesPlaceType(graphene.ObjectType):
    """An item's series, and where it stands among what this municipality shows."""

    class Meta:
        name = "SeriesPlace"

    title = graphene.String(required=True, description="The series' title, in Danish")
    position = graphene.Int(required=True, description="From 1")
    count = graphene.Int(required=True)
    next = graphene.Field(SeriesItemType)
    previous = graphene.Field(SeriesItemType)
    is_done = graphene.Boolean(description="By the logged-in citizen; null for visitors")

    @staticmethod
    def resolve_title(root: Placed, _info: Any) -> str:
        """As its owner has written it."""
        return root.stand.series.title

    @staticmethod
    def resolve_position(root: Placed, _info: Any) -> int:
        """Among those that are shown here."""
        return root.stand.position.number

    @staticmethod
    def resolve_count(root: Placed, _info: Any) -> int:
        """How many are shown here."""
        return root.stand.position.count

    @staticmethod
    def resolve_next(root: Placed, _info: Any) -> Item | None:
        """Null for the last."""
        return _beside(root, root.stand.position.next)

    @staticmethod
    def resolve_previous(root: Placed, _info: Any) -> Item | None:
        """Null for the first."""
        return _beside(root, root.stand.position.previous)

    @staticmethod
    def resolve_is_done(root: Placed, info: Any) -> bool | None:
        """Whether the citizen has finished it."""
        citizen = citizen_of(info)
        if citizen is None:
            return None
        return root.item.pk in together(root.item).gathered_for(citizen, done_among)


def _series(item: Item, info: Any) -> Placed | None:
    where = getattr(info.context, "municipality", None) or here(citizen_of(info))
    if where is None:
        return None
    stand = together(item).gathered(Standings(where)).get(item.pk)
    return Placed(item, stand, where) if stand else None


FIELDS = {
    "series": graphene.Field(
        SeriesPlaceType,
        resolver=_series,
        description="Null for what stands in no series, or alone in one.",
    )
}
