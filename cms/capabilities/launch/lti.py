"""Our side of LTI 1.3: the platform that opens a vendor's tool (1EdTech LTI Core 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from cms.capabilities.launch import claims
from cms.capabilities.launch.issuer import issuer
from cms.capabilities.launch.keys import signed
from cms.capabilities.launch.models import LaunchClient, LaunchTicket
from cms.capabilities.launch.reading import link_of
from cms.capabilities.launch.tickets import UnknownTicket, spend
from cms.library.models import Item

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
LONGEST = 255
ALWAYS = {"response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


class WrongQuestion(ValueError):
    """The tool asked in a way that the standard doesn't know; `error` is OAuth's name for it."""

    def __init__(self, error: str, description: str) -> None:
        self.error, self.description = error, description
        super().__init__(description)


@dataclass(frozen=True)
class Sent:
    """What the browser posts to the tool, and where."""

    address: str
    fields: Mapping[str, str]


def answer(asked: Mapping[str, str], ticket: LaunchTicket, item: Item, back: str) -> Sent:
    """The tool's answer: a signed message, or what was wrong with its question.

    `back` is the item's page, where the tool may send the citizen afterwards.
    Raises NotForYou, ConsentNeeded, and UnknownTicket where we don't know the address.
    """
    client = LaunchClient.objects.filter(item_id=ticket.item_id).first()
    address = asked.get("redirect_uri", "")
    known = client is not None and asked.get("client_id") == client.client_id
    if client is None or not known or address not in client.redirect_addresses:
        raise UnknownTicket
    state = {"state": asked["state"]} if "state" in asked else {}
    try:
        _check(asked)
    except WrongQuestion as wrong:
        said = {"error": wrong.error, "error_description": wrong.description}
        return Sent(address, said | state)
    spend(ticket, item)
    token = signed(_message(asked, client, ticket, item, back))
    return Sent(address, {"id_token": token} | state)


def _check(asked: Mapping[str, str]) -> None:
    if "openid" not in asked.get("scope", "").split():
        raise WrongQuestion("invalid_scope", "scope must hold openid.")
    for name, value in ALWAYS.items():
        if asked.get(name) != value:
            raise WrongQuestion("invalid_request", f"{name} must be {value}.")
    if not 0 < len(asked.get("nonce", "")) <= LONGEST:
        raise WrongQuestion("invalid_request", f"nonce must be 1 to {LONGEST} letters.")


def _message(
    asked: Mapping[str, str], client: LaunchClient, ticket: LaunchTicket, item: Item, back: str
) -> dict[str, Any]:
    municipality = ticket.citizen.municipality
    return {
        **claims.of_token(client.client_id, asked["nonce"]),
        **claims.of_citizen(item, ticket.citizen),
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": "1.3.0",
        f"{CLAIM}deployment_id": municipality.slug,
        f"{CLAIM}target_link_uri": link_of(item),
        f"{CLAIM}resource_link": {"id": item.key, "title": str(item)},
        f"{CLAIM}roles": [LEARNER],
        f"{CLAIM}tool_platform": {"guid": issuer(), "name": municipality.full_name},
        f"{CLAIM}launch_presentation": {
            "document_target": "window",
            "return_url": back,
            "locale": get_language() or "da",
        },
    }
