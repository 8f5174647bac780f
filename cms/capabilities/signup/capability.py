"""Sign-up: seats, waiting list, deadlines, questions and who came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability
from cms.capabilities.own import own_about
from cms.capabilities.pieces import Desk, Engagement, Fragment, Happening, Outcome, Sheet
from cms.capabilities.questions import MOST_QUESTIONS
from cms.capabilities.signup import desk, looking_after
from cms.capabilities.signup.doing import act, asked
from cms.capabilities.signup.models import Signup, SignupSettings, SignupState
from cms.capabilities.signup.rules import Seating
from cms.capabilities.signup.services import has_begun, take_out
from cms.capabilities.signup.settings import COLUMNS, OF_A_QUESTION, exported, put
from cms.capabilities.signup.standing import (
    place_in_line,
    seatings,
    signups_of,
)
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User


class SignupCapability(Capability):
    """Works on any type; brings its own settings per item."""

    name = "signup"
    makes_appointments = True
    own_models = (Signup,)
    gatherings = (seatings,)
    desk_heading = gettext_lazy("Hvem kommer?")
    # Numbers are for all of them; names and deeds are asked for one by one, see `desk`.
    desk_action = Action.READ
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "signup": "public",
        "seating": "public",
        "signup_questions": "public",
        "Signup": "public",
        "Seating": "public",
        "SignupQuestion": "public",
        "sign_up": "citizen",
        "sign_off": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """Seats and last moments, at most one row of them, and up to five questions."""
        return (
            InlinePanel(
                "signup_settings",
                heading=gettext_lazy("Tilmelding"),
                label=gettext_lazy("Tilmelding"),
                max_num=1,
                panels=[FieldPanel(name) for name in COLUMNS],
            ),
            InlinePanel(
                "signup_questions",
                heading=gettext_lazy("Spørgsmål til dem, der melder sig til"),
                label=gettext_lazy("Spørgsmål"),
                max_num=MOST_QUESTIONS,
                panels=[FieldPanel(name) for name in OF_A_QUESTION],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """The button, one's seat, or one's place in line."""
        signup = own_about(Signup, item, citizen) if citizen else None
        stand: Seating = among([item], seatings)[item.pk]
        now = timezone.now()
        is_open = stand.is_open(now) and not has_begun(item)
        is_asked = signup is not None or (citizen is not None and is_open)
        context = {
            "item": item,
            "citizen": citizen,
            "signup": signup,
            "place_in_line": place_in_line(signup) if signup else None,
            "seating": stand,
            "is_open": is_open,
            "may_cancel": signup is None or stand.may_cancel(now, signup.state == "seated"),
            "questions": asked(item, signup) if is_asked else (),
        }
        return Fragment("signup/fragment.html", context, comes_first=True)

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """How many seats are left."""
        stands = among(items, seatings)
        return {item.pk: text for item in items if (text := _fact(stands[item.pk]))}

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`sign_up`, `sign_off` or `answer`."""
        return act(item, citizen, data)

    def desk(self, item: Item, staff: User) -> Desk:
        """Who comes."""
        return desk.desk(item, staff)

    def desk_sheet(self, item: Item, staff: User) -> Sheet | None:
        """Who comes, as a file for those who may meet them."""
        return desk.sheet(item, staff)

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`came:<key>`, `absent:<key>`, `take_out:<key>`, `close`, `open` or `write`."""
        return looking_after.look_after(item, staff, data)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """How many can come, and how many still can (schema.org's Event)."""
        stand: Seating = among([item], seatings)[item.pk]
        if stand.seats is None:
            return {}
        return {
            "maximumAttendeeCapacity": stand.seats,
            "remainingAttendeeCapacity": 0 if stand.is_full else stand.free,
        }

    def graphql_fields(self) -> Mapping[str, Any]:
        """`signup`, `seating` and `signupQuestions` on every type that names the capability."""
        from cms.capabilities.signup.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`signUp` and `signOff`."""
        from cms.capabilities.signup.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has signed up for."""
        return [
            Engagement(row.item_id, _said(row), row.state == SignupState.SEATED)
            for row in signups_of(citizen)
        ]

    def expected(self, item: Item, key: str) -> QuerySet[Citizen]:
        """Those with a seat; one who has signed up comes every time."""
        seated = Signup.objects.filter(item_id=item.pk, state=SignupState.SEATED)
        return Citizen.objects.filter(pk__in=seated.values("citizen"))

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen signed up for what."""
        for row in signups_of(citizen):
            yield Happening(row.signed_up_at, row.item_id, _("Du meldte dig til"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """Seats, last moments and questions, where the item has any."""
        return exported(item)

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """Seats and last moments."""
        columns = {column.name: column for column in SignupSettings._meta.concrete_fields}
        return {name: columns[name] for name in COLUMNS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """See `put`."""
        put(item, settings)

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has signed up for and answered, and whether she came."""
        for row in Signup.objects.filter(citizen=citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "state": row.state,
                "signed_up_at": row.signed_up_at.isoformat(),
                "answers": row.answers or [],
                "came": row.came,
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Give every seat back, so that those who wait move up."""
        for row in Signup.objects.filter(citizen=citizen).select_related("item"):
            take_out(row.item, citizen)


def _fact(stand: Seating) -> str:
    if stand.is_closed:
        return _("Lukket for tilmelding")
    if stand.is_full:
        return _("Venteliste")
    if stand.free is None:
        return ""
    return ngettext("%(free)s ledig plads", "%(free)s ledige pladser", stand.free) % {
        "free": stand.free
    }


def _said(signup: Signup) -> str:
    """How it stands, said to the citizen; the desk has other words for it."""
    is_seated = signup.state == SignupState.SEATED
    return _("Du er tilmeldt") if is_seated else signup.get_state_display()


CAPABILITY = SignupCapability()
