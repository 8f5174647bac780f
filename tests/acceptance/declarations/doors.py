"""The doors as the acceptance tests go through them: pages in-process, and GraphQL."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_script_prefix

from cms.capabilities.registry import all_capabilities
from cms.citizens.identity.session import CITIZEN
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import Municipality

CARD = re.compile(r'<article class="card">(.*?)</article>', re.DOTALL)
ADDRESS = re.compile(r'class="card__title"[^>]*><a href="/([\w-]+)/([\w-]+)/">(.*?)</a>', re.DOTALL)
REASON = re.compile(r'class="reason__text">(?:<svg.*?</svg>)?\s*<span>(.*?)</span>', re.DOTALL)
BADGE = re.compile(r'<span class="badge[^"]*">(.*?)</span>', re.DOTALL)
OFF = re.compile(r'<form method="post" action="(/grund/[^"]+)"')


@dataclass(frozen=True)
class Card:
    """What a reader sees on a card."""

    name: str
    address: str
    title: str
    reason: str
    off_url: str
    badges: tuple[str, ...] = ()

    @property
    def type_name(self) -> str:
        """The type of what it is a card of."""
        return self.name.partition("/")[0]


class Portal:
    """A municipality's portal as one browser meets it."""

    def __init__(self, municipality: Municipality, citizen: Citizen | None = None) -> None:
        self.municipality = municipality
        self.client = Client(headers={"host": f"{municipality.slug}.localhost"})
        if citizen is not None:
            session = SessionStore()
            session[CITIZEN] = citizen.pk
            session.save()
            self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session.session_key})

    def get(self, address: str, **query: Any) -> Any:
        """Get a page that must be there."""
        clear_script_prefix()
        response: Any = self.client.get(address, query)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        return response

    def page(self, address: str, **query: Any) -> str:
        """The text of a page that must be there."""
        return str(self.get(address, **query).content.decode())

    def post(self, address: str) -> HttpResponse:
        """Press a button."""
        clear_script_prefix()
        response: Any = self.client.post(address)
        return response  # type: ignore[no-any-return]

    def ask(self, query: str, **variables: Any) -> Any:
        """Ask GraphQL; errors fail the test."""
        clear_script_prefix()
        response: Any = self.client.post(
            "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
        )
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


def cards(page: str) -> list[Card]:
    """The cards of a page in their order, each with the item's name (course/dansk-i-hverdagen)."""
    return [card(found) for found in CARD.findall(page)]


def card(text: str) -> Card:
    """One card. Fails for a card without an address."""
    address = ADDRESS.search(text)
    assert address, f"a card without an address: {text}"
    path, slug, title = address.groups()
    off = OFF.search(text)
    return Card(
        f"{type_at(path)}/{slug}",
        f"/{path}/{slug}/",
        html.unescape(title),
        reason_in(text),
        html.unescape(off[1]) if off else "",
        tuple(html.unescape(badge).strip() for badge in BADGE.findall(text)),
    )


def reason_in(text: str) -> str:
    """Why something is shown, as its card or its own page says it first; empty without a word."""
    found = REASON.search(text)
    return html.unescape(found[1]).strip() if found else ""


def type_at(path: str) -> str:
    """The name of the type whose items live under a path."""
    return next(
        name for name, model in item_models().items() if model.declaration.settings.path == path
    )


def person(subject: str) -> Citizen:
    """One of the demo's people."""
    return Citizen.objects.select_related("municipality").get(subject=f"demo-{subject}")


def own_doings(citizen: Citizen) -> set[str]:
    """The names of the items that the citizen has saved, begun, signed up for or finished."""
    keys = {
        one.item_id
        for capability in all_capabilities().values()
        for one in capability.engagements(citizen)
    }
    here = Item.objects.on_shelf_of(citizen.municipality)
    found = here.filter(pk__in=keys).values_list("type_name", "slug")
    return {f"{type_name}/{slug}" for type_name, slug in found}


def alike(citizen: Citizen, municipality: Municipality) -> Citizen:
    """A citizen of another municipality who has answered the same."""
    twin = Citizen.objects.create(
        municipality=municipality,
        issuer=citizen.issuer,
        subject=f"{citizen.subject}-{municipality.slug}",
        display_name=citizen.display_name,
        language=citizen.language,
        screening_finished_at=citizen.screening_finished_at,
    )
    for answer in citizen.answers.all():
        answer.pk, answer.citizen = None, twin
        answer.save()
    return twin
