"""What a capability is: engine code, written once, that works on any type that names it.

Each capability is a folder of one shape: `capability` (this class), `models`, `rules` (decisions
without a database), `services` (what changes data), `words` (for personalisation rules), `api`
(GraphQL), and `templates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.http import QueryDict
from pydantic import BaseModel, ConfigDict
from wagtail.admin.panels import Panel

from cms.citizens.models import Citizen
from cms.library.models import Item


class Options(BaseModel):
    """What a declaration may say about a capability; each capability extends it as needed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Fragment:
    """A piece of an item's page: a template and what it needs.

    What one came for, such as signing up, comes before the long text; the rest after it.
    """

    template: str
    context: Mapping[str, Any]
    comes_first: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a citizen's action: a sentence for the citizen, and whether it succeeded."""

    message: str
    succeeded: bool = True


@dataclass(frozen=True)
class Switch:
    """Something that a citizen turns on and off right on an item's card.

    `icon` is a sign, `label` what it is; `turn_on` and `turn_off` are the actions that `act` takes.
    """

    icon: str
    label: str
    turn_on: str
    turn_off: str
    is_on: bool


@dataclass(frozen=True)
class Happening:
    """Something that a citizen did with an item: when, which, and what in a few words."""

    at: datetime
    item_id: int
    text: str


@dataclass(frozen=True)
class Engagement:
    """Something a citizen is doing: the item's primary key, and how it stands in a few words."""

    item_id: int
    text: str


class UnknownAction(LookupError):
    """A page posted an action that the capability doesn't have."""


class Capability:
    """Base of all capabilities; a capability overrides what it has."""

    name: str
    options: type[Options] = Options
    # Who may use each GraphQL field and mutation, and each type (by its name in capitals) that
    # the capability brings: public, citizen or editor. A test refuses what isn't said.
    graphql_access: Mapping[str, str] = {}
    # Whether being engaged with an item means being there when it happens.
    makes_appointments = False

    def panels(self) -> Sequence[Panel]:
        """Panels for the editor's form."""
        return ()

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The piece of the item's page, for a citizen or for a visitor."""
        return None

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """A short fact for the cards of many items at once, by primary key."""
        return {}

    def switches(self, items: Sequence[Item], citizen: Citizen) -> dict[int, Switch]:
        """What the citizen can turn on and off on the cards of many items, by primary key."""
        return {}

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """Do what a citizen asked for on the item's page. Raises UnknownAction."""
        raise UnknownAction(self.name)

    def graphql_fields(self) -> Mapping[str, Any]:
        """Fields (graphene) for every type that names the capability."""
        return {}

    def graphql_mutations(self) -> Mapping[str, Any]:
        """Mutations (graphene)."""
        return {}

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen is doing now, newest first."""
        return ()

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """What the citizen did and when, for the citizen's own log; in no certain order."""
        return ()

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """The item's settings of this capability, as the import format says them."""
        return None

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """The settings that a spreadsheet may say, by key, each as the field that holds it."""
        return {}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """Put settings on an item before it is saved. Raises ValidationError."""

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What is kept about a citizen, for the citizen's own export."""
        return ()

    def erase_citizen(self, citizen: Citizen) -> None:
        """Delete what is kept about a citizen."""
