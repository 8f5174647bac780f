"""Launching in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from django.urls import reverse
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizen_of, citizens_action
from cms.capabilities.launch.addresses import host_of
from cms.capabilities.launch.reading import link_of, standings, standings_of_visitors, state_of
from cms.capabilities.launch.rules import State
from cms.capabilities.launch.services import ConsentNeeded, NotForYou, agree, withdraw
from cms.capabilities.launch.tickets import set_out
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item

# By how it stands: the error's code, and what to do.
REFUSALS = {
    State.NO_AGREEMENT: ("NO_AGREEMENT", "The municipality has no agreement about this."),
    State.NOT_YET: ("AGREEMENT_NOT_BEGUN", "The municipality's agreement has not begun yet."),
    State.ENDED: ("AGREEMENT_ENDED", "The municipality's agreement has ended."),
    State.FULL: ("AGREEMENT_FULL", "All seats of the agreement are taken. Try again later."),
    State.NOT_READY: ("NOT_READY", "The vendor has not registered its system yet."),
}


class LaunchType(graphene.ObjectType):
    """How a service is opened, and how it stands for whoever asks."""

    class Meta:
        name = "Launch"

    way = graphene.String(required=True, description="link, oidc or lti")
    host = graphene.String(required=True, description="The name of the place it leads to")
    state = graphene.String(
        required=True,
        description="open, no_agreement, not_yet, ended, full or not_ready; as a citizen's "
        "municipality has agreed. For visitors: whether an agreement is needed",
    )
    passes = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="What is passed on: subject (a pseudonym), municipality, name, language",
    )
    needs_consent = graphene.Boolean(
        required=True, description="Whether openService must say that the citizen agrees"
    )


class OpenedServiceType(graphene.ObjectType):
    """Where to go."""

    class Meta:
        name = "OpenedService"

    address = graphene.String(
        required=True,
        description="Open it in the browser in which the citizen is logged in, within ten minutes",
    )


def _launch(item: Item, info: Any) -> dict[str, Any] | None:
    citizen, group = citizen_of(info), together(item)
    found = (
        group.gathered_for(citizen, standings) if citizen else group.gathered(standings_of_visitors)
    ).get(item.pk)
    if found is None:
        return None
    return {
        "way": found.way,
        "host": host_of(link_of(item)),
        "state": str(state_of(found)),
        "passes": list(found.passes),
        "needs_consent": found.needs_consent,
    }


def _open(root: Any, info: Any, item: str, agrees: bool = False) -> Any:
    home = info.context.build_absolute_uri(reverse("launch:authorize"))

    def go(found: Item, citizen: Citizen) -> dict[str, str]:
        if agrees:
            agree(found, citizen)
        return {"address": _set_out(found, citizen, home)}

    return citizens_action("launch", go)(root, info, item)


def _set_out(item: Item, citizen: Citizen, home: str) -> str:
    try:
        return set_out(item, citizen, home)
    except ConsentNeeded as error:
        text = "Ask the citizen whether what `passes` says may be passed on; then say agrees: true."
        raise GraphQLError(text, extensions={"code": "CONSENT_NEEDED"}) from error
    except NotForYou as error:
        code, text = REFUSALS[state_of(error.standing)]
        raise GraphQLError(text, extensions={"code": code}) from error


def _withdraw(item: Item, citizen: Citizen) -> bool:
    withdraw(item, citizen)
    return True


ITEM = graphene.ID(required=True)
FIELDS = {
    "launch": graphene.Field(
        LaunchType, resolver=_launch, description="How it is opened, and what is passed on."
    )
}
MUTATIONS = {
    "open_service": graphene.Field(
        graphene.NonNull(OpenedServiceType),
        item=ITEM,
        agrees=graphene.Boolean(description="The citizen has seen what is passed on, and agrees"),
        resolver=_open,
        description="The way to a service. May be repeated; each address works once.",
    ),
    "withdraw_launch_consent": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=ITEM,
        resolver=citizens_action("launch", _withdraw),
        description="Pass nothing on any more. May be repeated.",
    ),
}
