"""Application: sent here to the item's owners, or noted where one applies elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.application import desk
from cms.capabilities.application.doing import act
from cms.capabilities.application.models import Application, ApplicationSettings
from cms.capabilities.application.rules import HERE, WILL_APPLY, Terms, is_meeting, is_sent, stands
from cms.capabilities.application.settings import COLUMNS, OF_A_QUESTION, exported, put
from cms.capabilities.application.showing import in_words, shown
from cms.capabilities.application.standing import (
    applications_of,
    terms_among,
    waiting_at,
    with_names,
)
from cms.capabilities.base import Capability
from cms.capabilities.pieces import (
    Appointment,
    Desk,
    Engagement,
    Fragment,
    Happening,
    Outcome,
    Remaining,
)
from cms.capabilities.questions import MOST_QUESTIONS
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User

JOB = "JobPosting"


class ApplicationCapability(Capability):
    """Works on any type; brings its own settings per item."""

    name = "application"
    own_models = (Application,)
    fact_icon = "calendar"
    desk_heading = desk.HEADING
    # Numbers are for all of them; letters are for those who decide over the item, see `desk`.
    desk_action = Action.READ
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "application": "public",
        "application_form": "public",
        "Application": "public",
        "ApplicationStep": "public",
        "ApplicationForm": "public",
        "ApplicationQuestion": "public",
        "send_application": "citizen",
        "keep_application": "citizen",
        "withdraw_application": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """Where and until when, at most one row of them, and up to five questions."""
        return (
            InlinePanel(
                "application_settings",
                heading=gettext_lazy("Ansøgning"),
                label=gettext_lazy("Ansøgning"),
                max_num=1,
                panels=[FieldPanel(name) for name in COLUMNS],
            ),
            InlinePanel(
                "application_questions",
                heading=gettext_lazy("Spørgsmål til dem, der søger her på siden"),
                label=gettext_lazy("Spørgsmål"),
                max_num=MOST_QUESTIONS,
                panels=[FieldPanel(name) for name in OF_A_QUESTION],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """The form, or how far one has come."""
        return Fragment("application/fragment.html", shown(item, citizen), comes_first=True)

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """The last day."""
        found: Mapping[int, Terms] = among(items, terms_among)
        return {item.pk: text for item in items if (text := _fact(found[item.pk]))}

    def shown_fields(self, item: Item) -> Collection[str]:
        """The last day and the address, where the item's settings don't say others."""
        terms: Terms = among([item], terms_among)[item.pk]
        told = {
            "deadline": timezone.localdate(terms.deadline) if terms.deadline else None,
            "address": terms.address or None,
        }
        fields = {self.options(item)[name]: value for name, value in told.items() if value}
        return [name for name, value in fields.items() if name and getattr(item, name) == value]

    def stands_for(self, model: type[Item]) -> Collection[str]:
        """The day that the fact says."""
        field = self.options(model)["deadline"]
        return (field,) if field else ()

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`send`, `keep` or `withdraw`."""
        return act(item, citizen, data)

    def desk(self, item: Item, staff: User) -> Desk:
        """Who has applied."""
        return desk.desk(item, staff)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`reading:<key>`, `invited:<key>` or `no:<key>`."""
        return desk.look_after(item, staff, data)

    def desk_page(self, item: Item, staff: User, rest: str) -> HttpResponse:
        """A paper that was sent along."""
        return desk.paper(item, staff, rest)

    def waiting(self, owners: Collection[int]) -> Mapping[int, int]:
        """Applications that nobody has begun to read."""
        return waiting_at(owners)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """Whether one applies here, and until when (schema.org's JobPosting)."""
        if item.declaration.settings.schema_org != JOB:
            return {}
        terms: Terms = among([item], terms_among)[item.pk]
        until = {"validThrough": terms.deadline.isoformat()} if terms.deadline else {}
        return {"directApply": terms.where == HERE, **until}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`application` and `applicationForm` on every type that names the capability."""
        from cms.capabilities.application.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`sendApplication`, `keepApplication` and `withdrawApplication`."""
        from cms.capabilities.application.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen applies for, the latest changed first."""
        return [
            Engagement(
                row.item_id, in_words(row), not stands(row.state), takes_part=is_sent(row.state)
            )
            for row in applications_of(citizen)
        ]

    def appointments(
        self, citizen: Citizen, since: datetime, until: datetime
    ) -> Sequence[Appointment]:
        """The talks that one is invited to."""
        return [
            Appointment(
                row.item_id, f"application-{row.pk}", row.meets_at, note=row.get_state_display()
            )
            for row in sorted(applications_of(citizen), key=lambda row: row.meets_at or since)
            if row.meets_at and is_meeting(row.state) and since <= row.meets_at < until
        ]

    def last_days(self, citizen: Citizen) -> Mapping[int, date]:
        """When the citizen means to apply."""
        return {
            row.item_id: row.apply_on
            for row in applications_of(citizen)
            if row.apply_on and row.state == WILL_APPLY
        }

    def remaining(self, item: Item, citizen: Citizen) -> Sequence[Remaining]:
        """Whoever means to apply has that left to do."""
        means_to = any(
            row.item_id == item.pk and row.state == WILL_APPLY for row in applications_of(citizen)
        )
        return (Remaining(_("Send din ansøgning"), "application-heading"),) if means_to else ()

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen applied for what."""
        for row in applications_of(citizen):
            if row.sent_at:
                yield Happening(row.sent_at, row.item_id, _("Du søgte"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """Where, until when and questions, where the item has any."""
        return exported(item)

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """Where and until when."""
        columns = {column.name: column for column in ApplicationSettings._meta.concrete_fields}
        return {name: columns[name] for name in COLUMNS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """See `put`."""
        put(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has written, every step, and what was sent along."""
        rows = Application.objects.filter(citizen=citizen).select_related("item")
        for row in rows.prefetch_related("application_steps", with_names()):
            steps = [
                (one.state, one.day.isoformat(), one.words) for one in row.application_steps.all()
            ]
            papers = [one.document.name for one in row.sent_papers.all()]
            yield {**row.for_export(""), "history": steps, "documents": papers}

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget them; those they were sent to see nothing of them."""
        Application.objects.filter(citizen=citizen).delete()


def _fact(terms: Terms) -> str:
    if terms.deadline is None:
        return ""
    if not terms.is_open(timezone.now()):
        return _("Fristen er gået")
    day = date_format(timezone.localtime(terms.deadline), _("j. F"))
    return _("Søg senest %(day)s") % {"day": day}


CAPABILITY = ApplicationCapability()
