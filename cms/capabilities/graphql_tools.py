"""What the capabilities' GraphQL parts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from graphql import GraphQLError

from cms.capabilities.actions import ItemNotFound, item_for
from cms.capabilities.together import Gather, GatherOwn, together
from cms.citizens.models import Citizen
from cms.library.models import Item


def citizen_of(info: Any) -> Citizen | None:
    """The citizen of the request, if one is logged in."""
    citizen: Citizen | None = getattr(info.context, "citizen", None)
    return citizen


def of_items(gather: Gather) -> Callable[..., Any]:
    """A field's resolver: what `gather` says of each item of a list, asked once for all of them."""

    def resolve(item: Item, _info: Any) -> Any:
        return together(item).gathered(gather).get(item.pk)

    return resolve


def own_of_items(gather: GatherOwn) -> Callable[..., Any]:
    """The same for what is the logged-in citizen's own; null for visitors."""

    def resolve(item: Item, info: Any) -> Any:
        citizen = citizen_of(info)
        return together(item).gathered_for(citizen, gather).get(item.pk) if citizen else None

    return resolve


def own_rows(model: type[Model]) -> GatherOwn:
    """For `own_of_items`: the citizen's only row of a model with `item` and `citizen`."""

    def gather(items: Sequence[Item], citizen: Citizen) -> Mapping[int, Any]:
        keys = [item.pk for item in items]
        rows = model._default_manager.filter(citizen=citizen, item_id__in=keys)
        return {row.item_id: row for row in rows}  # type: ignore[attr-defined]

    return gather


def citizens_action(capability: str, act: Callable[..., Any]) -> Callable[..., Any]:
    """A mutation's resolver: log-in and shelf are checked before `act(item, citizen)` runs.

    `act` is given the mutation's other arguments by name.
    """

    def resolve(_root: Any, info: Any, item: str, **arguments: Any) -> Any:
        citizen = citizen_of(info)
        if citizen is None:
            raise GraphQLError("Log in as a citizen first.", extensions={"code": "LOGIN_REQUIRED"})
        try:
            found = item_for(item, citizen, capability)
        except ItemNotFound as error:
            raise GraphQLError(
                f"There is no item {item} here that you can use this on. "
                "Take the id from a list of this municipality.",
                extensions={"code": "NOT_FOUND"},
            ) from error
        return act(found, citizen, **arguments)

    return resolve
