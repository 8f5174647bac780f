"""When an item closes, in GraphQL. What is closed isn't in any list, nor found by its address."""

from __future__ import annotations

from typing import Any

import graphene

from cms.capabilities.expiry.services import left_of
from cms.library.models import Item


def _closes_at(item: Item, _info: Any) -> Any:
    return item.closes_at


def _days_left(item: Item, _info: Any) -> int | None:
    return left_of(item)


FIELDS = {
    "closes_at": graphene.Field(
        graphene.DateTime,
        resolver=_closes_at,
        description="The first moment that is too late; null: it stays open.",
    ),
    "days_left": graphene.Field(
        graphene.Int,
        resolver=_days_left,
        description="Days until the last day, 0 on it; null: it stays open.",
    ),
}
