"""What a capability is: engine code, written once, that works on any type that names it.

Each capability is a folder of one shape: `about.yaml` (name, options and needs, for modellers),
`capability` (this class), `models`, `rules` (decisions without a database), `services` (what
changes data), `words` (for personalisation rules), `api` (GraphQL), `urls` (addresses that belong
to no item), and `templates`. All but the first two only where there is something to put there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.admin.panels import Panel

from cms.capabilities.pieces import (
    Appointment,
    Desk,
    Engagement,
    Fragment,
    Happening,
    Outcome,
    Paper,
    Remaining,
    Sheet,
    Switch,
)
from cms.capabilities.together import Gathering
from cms.citizens.models import Citizen
from cms.declarations.capability import AboutCapability, chosen_options
from cms.declarations.capability_file import all_about
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may


class UnknownAction(LookupError):
    """A page posted an action that the capability doesn't have."""


class UnknownPage(LookupError):
    """The capability has no such page or file below an item's address."""


class Capability:
    """Base of all capabilities; a capability overrides what it has."""

    name: str
    # Who may use each GraphQL field and mutation, and each type (by its name in capitals) that
    # the capability brings: public, citizen or editor. A test refuses what isn't said.
    graphql_access: Mapping[str, str] = {}
    # Whether being engaged with an item means being there when it happens.
    makes_appointments = False
    # Whether being engaged with an item may mean having had to do with the item itself.
    is_part_taking = True
    # The sign before its facts on cards.
    fact_icon = "people"
    # The tables whose rows are what one citizen has done with one item (see `own`).
    own_models: tuple[type[models.Model], ...] = ()
    # What its facts are made from; a page asks all capabilities' at once (see `together`).
    gatherings: tuple[Gathering, ...] = ()
    # What the ways to its desk are called, for owners who have a list of their items.
    desk_heading: Any = ""
    # What somebody must be allowed to do with an item's owner to look after its desk.
    desk_action = Action.PUBLISH

    @property
    def about(self) -> AboutCapability:
        """What `about.yaml` says."""
        return all_about()[self.name]

    def options(self, item: Item | type[Item]) -> Mapping[str, Any]:
        """What the item's type says about the capability, whole: see `about.yaml`."""
        return chosen_options(self.about, item.declaration, self.name)

    def panels(self) -> Sequence[Panel]:
        """Panels for the editor's form."""
        return ()

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The piece of the item's page, for a citizen or for a visitor."""
        return None

    def shown_fields(self, item: Item) -> Collection[str]:
        """Fields that the fragment shows, so that the page doesn't show them once more."""
        return ()

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """A short fact for the cards of many items at once, by primary key."""
        return {}

    def stands_for(self, model: type[Item]) -> Collection[str]:
        """The declared fields that a fact says better than they do, where there is a fact."""
        return ()

    def switches(self, items: Sequence[Item], citizen: Citizen) -> dict[int, Switch]:
        """What the citizen can turn on and off on the cards of many items, by primary key."""
        return {}

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """Do what a citizen asked for on the item's page. Raises UnknownAction."""
        raise UnknownAction(self.name)

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """A page or file of its own below the item's: `/<path>/<slug>/<name>/<rest>`.

        The item stands on the shelf; whoever needs a citizen says so. Raises UnknownPage.
        """
        raise UnknownPage(rest)

    def desk(self, item: Item, staff: User) -> Desk | None:
        """What the item's owners look after; `staff` may do `desk_action` there."""
        return None

    def desk_in_words(self, item: Item) -> str:
        """What the way to the desk is called, and how much waits; empty where there is no desk.

        Reads nobody's name: a way that is shown is no look at anybody.
        """
        return str(self.desk_heading)

    def may_look_after(self, item: Item, staff: User) -> bool:
        """Whether `staff` may come to the item's desk: those who may do `desk_action` there."""
        return may(staff, self.desk_action, item.owner_id)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """Do what was asked for at the desk. Raises UnknownAction."""
        raise UnknownAction(self.name)

    def desk_page(self, item: Item, staff: User, rest: str) -> HttpResponse:
        """A file below the desk, such as what a citizen sent. Raises UnknownPage."""
        raise UnknownPage(rest)

    def desk_sheet(self, item: Item, staff: User) -> Sheet | None:
        """The desk's list as a file, for those who may see all that stands in it."""
        return None

    def waiting(self, owners: Collection[int]) -> Mapping[int, int]:
        """How much waits at the desks of what these owners (keys) own, by item's primary key."""
        return {}

    def times(
        self, items: Sequence[Item], since: datetime, until: datetime
    ) -> Mapping[int, Sequence[Appointment]]:
        """When items happen between two moments, by primary key, in order."""
        return {}

    def appointments(
        self, citizen: Citizen, since: datetime, until: datetime
    ) -> Sequence[Appointment]:
        """When the citizen is expected between two moments, in order."""
        return ()

    def last_days(self, citizen: Citizen) -> Mapping[int, date]:
        """The days before which the citizen means to have done something, by primary key."""
        return {}

    def expected(self, item: Item, key: str) -> QuerySet[Citizen]:
        """Who is expected at one of an item's appointments, by its key."""
        return Citizen.objects.none()

    def keepers(self, item: Item) -> QuerySet[Citizen]:
        """Who has put the item by, and would want to know before it goes."""
        return Citizen.objects.none()

    def remaining(self, item: Item, citizen: Citizen) -> Sequence[Remaining]:
        """What the citizen has left to do here before the item is done, in its order."""
        return ()

    def search_texts(self, items: Sequence[Item]) -> Mapping[int, str]:
        """Words besides the fields' that items of one type are found by, by primary key.

        Public ones only: everybody finds by them, and snippets show them. What changes them sends
        `item_changed`.
        """
        return {}

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """What schema.org is told besides the fields."""
        return {}

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

    def papers(self, citizen: Citizen) -> Sequence[Paper]:
        """What the citizen has got and keeps, newest first, for the overview."""
        return ()

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """The item's settings of this capability, as the import format says them."""
        return None

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """The settings that a spreadsheet may say, by key, each as the field that holds it."""
        return {}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """Put settings on an item before it is saved. Raises ValidationError."""

    def stored(self, item: Item) -> None:
        """An imported item is saved: write what was said of it and isn't part of its drafts."""

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What is kept about a citizen, for the citizen's own export."""
        return ()

    def erase_citizen(self, citizen: Citizen) -> None:
        """Delete what is kept about a citizen."""
