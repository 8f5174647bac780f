"""What the capabilities' GraphQL parts share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError

from cms.capabilities.actions import ItemNotFound, item_for
from cms.citizens.models import Citizen


def citizen_of(info: Any) -> Citizen | None:
    """The citizen of the request, if one is logged in."""
    citizen: Citizen | None = getattr(info.context, "citizen", None)
    return citizen


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
