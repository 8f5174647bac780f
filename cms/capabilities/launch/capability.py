"""Launch: one button that opens a service, and says beforehand what happens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability, UnknownAction, UnknownPage
from cms.capabilities.launch import desk
from cms.capabilities.launch.models import LaunchConsent, LaunchSettings, Opening, Pseudonym
from cms.capabilities.launch.opening import OPEN, opened, shown
from cms.capabilities.launch.reading import link_of, options_of
from cms.capabilities.launch.services import withdraw
from cms.capabilities.launch.settings_format import COLUMNS, exported, put
from cms.capabilities.own import own_of
from cms.capabilities.pieces import Desk, Engagement, Fragment, Happening, Outcome, Sheet
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User


class LaunchCapability(Capability):
    """Works on any type with a field of kind link."""

    name = "launch"
    own_models = (Opening,)
    desk_heading = desk.HEADING
    # Figures are for all of the owner's; the rest is asked for one by one.
    desk_action = Action.READ
    graphql_access = {
        "launch": "public",
        "Launch": "public",
        "OpenedService": "citizen",
        "open_service": "citizen",
        "withdraw_launch_consent": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """How it is opened, at most one row of it."""
        return (
            InlinePanel(
                "launch_settings",
                heading=gettext_lazy("Sådan åbnes det"),
                label=gettext_lazy("Åbning"),
                max_num=1,
                panels=[FieldPanel(name) for name in COLUMNS],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The button, and what it does; nothing where there is nowhere to go."""
        context = shown(item, citizen)
        return Fragment("launch/fragment.html", context, comes_first=True) if context else None

    def shown_fields(self, item: Item) -> Collection[str]:
        """The link: the button is the way to it."""
        return (str(options_of(item)["link"]),)

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`withdraw`: pass nothing on any more."""
        if data.get("action") != "withdraw":
            raise UnknownAction(data.get("action", ""))
        withdraw(item, citizen)
        return Outcome(_("Dit ja er trukket tilbage. Vi sender ikke mere med."))

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """`aabn`: on the way."""
        if rest.strip("/") != OPEN:
            raise UnknownPage(rest)
        return opened(request, item, citizen)

    def desk(self, item: Item, staff: User) -> Desk:
        """Figures, agreements, and the vendor's system."""
        return desk.desk(item, staff)

    def may_look_after(self, item: Item, staff: User) -> bool:
        """Municipalities too: they make the agreements."""
        return desk.may_look_after(item, staff)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """Register a system; make, mend and end agreements."""
        return desk.look_after(item, staff, data)

    def desk_sheet(self, item: Item, staff: User) -> Sheet:
        """The use, day by day."""
        return desk.sheet(item, staff)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """Where one opens it."""
        link = link_of(item)
        return {"potentialAction": {"@type": "ViewAction", "target": link}} if link else {}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`launch` on every type that names the capability."""
        from cms.capabilities.launch.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`openService` and `withdrawLaunchConsent`."""
        from cms.capabilities.launch.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen uses, the newest first."""
        rows = sorted(own_of(Opening, citizen), key=lambda row: row.last_at, reverse=True)
        return [Engagement(row.item_id, _used(row)) for row in rows]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen first opened what."""
        for row in own_of(Opening, citizen):
            yield Happening(row.first_at, row.item_id, _("Du åbnede tilbuddet"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """How it is opened, where the item says so."""
        return exported(item)

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """How it is opened, and what the vendor wants to know."""
        columns = {column.name: column for column in LaunchSettings._meta.concrete_fields}
        return {name: columns[name] for name in COLUMNS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """See `put`."""
        put(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What was opened, what may be passed on, and by which names vendors know the citizen."""
        for row in Opening.objects.filter(citizen=citizen).select_related("item"):
            yield {"item": row.item.key, "first_at": row.first_at.isoformat()}
        for said in LaunchConsent.objects.filter(citizen=citizen).select_related("item"):
            yield {
                "item": said.item.key,
                "passes": said.passes,
                "said_at": said.said_at.isoformat(),
                "withdrawn_at": said.withdrawn_at and said.withdrawn_at.isoformat(),
            }
        for name in Pseudonym.objects.filter(citizen=citizen).select_related("owner"):
            yield {"vendor": name.owner.name, "subject": name.subject}

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it; seats are free again, and no vendor's name for her leads anywhere."""
        for rows in (
            citizen.launch_openings,
            citizen.launch_consents,
            citizen.launch_pseudonyms,
            citizen.launch_tickets,
        ):
            rows.all().delete()


def _used(row: Opening) -> str:
    day = date_format(timezone.localtime(row.last_at), "SHORT_DATE_FORMAT")
    return _("Åbnet senest den %(day)s") % {"day": day}


CAPABILITY = LaunchCapability()
