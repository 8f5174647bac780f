"""Sign-up: seats, waiting list, deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.pieces import Engagement, Fragment, Happening, Outcome
from cms.capabilities.signup.models import Signup, SignupSettings, SignupState
from cms.capabilities.signup.rules import Seating
from cms.capabilities.signup.services import (
    SignupClosed,
    place_in_line,
    seatings,
    sign_off,
    sign_up,
    signed_up_among,
    signups_of,
)
from cms.capabilities.together import among, own_among
from cms.citizens.models import Citizen
from cms.declarations import did_you_mean
from cms.library.models import Item

SETTINGS = ("seats", "deadline")


class SignupCapability(Capability):
    """Works on any type; brings its own settings per item."""

    name = "signup"
    makes_appointments = True
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "signup": "public",
        "seating": "public",
        "Signup": "public",
        "Seating": "public",
        "sign_up": "citizen",
        "sign_off": "citizen",
    }

    def panels(self) -> Sequence[Panel]:
        """Seats and deadline, at most one row of them."""
        return (
            InlinePanel(
                "signup_settings",
                heading=gettext_lazy("Tilmelding"),
                label=gettext_lazy("Tilmelding"),
                max_num=1,
                panels=[FieldPanel("seats"), FieldPanel("deadline")],
            ),
        )

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """The button, one's seat, or one's place in line."""
        own = own_among([item], citizen, signed_up_among) if citizen else {}
        signup: Signup | None = own.get(item.pk)
        stand: Seating = among([item], seatings)[item.pk]
        context = {
            "item": item,
            "citizen": citizen,
            "signup": signup,
            "place_in_line": place_in_line(signup)
            if signup and signup.state == SignupState.WAITING
            else None,
            "seating": stand,
            "is_open": stand.is_open(timezone.now()),
        }
        return Fragment("signup/fragment.html", context, comes_first=True)

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """How many seats are left."""
        stands = among(items, seatings)
        return {item.pk: text for item in items if (text := _fact(stands[item.pk]))}

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`sign_up` or `sign_off`."""
        match data.get("action"):
            case "sign_up":
                return _try_sign_up(item, citizen)
            case "sign_off":
                sign_off(item, citizen)
                return Outcome(_("Du er meldt fra. Du kan altid melde dig til igen."))
        raise UnknownAction(data.get("action", ""))

    def graphql_fields(self) -> Mapping[str, Any]:
        """`signup` and `seating` on every type that names the capability."""
        from cms.capabilities.signup.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`signUp` and `signOff`."""
        from cms.capabilities.signup.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has signed up for."""
        return [Engagement(row.item_id, row.get_state_display()) for row in signups_of(citizen)]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen signed up for what."""
        for row in signups_of(citizen):
            yield Happening(row.signed_up_at, row.item_id, _("Du meldte dig til"))

    def export_settings(self, item: Item) -> dict[str, Any] | None:
        """Seats and deadline, where the item has any."""
        settings = item.signup_settings.first()
        if settings is None:
            return None
        deadline = settings.deadline and timezone.localtime(settings.deadline).isoformat()
        return {"seats": settings.seats, "deadline": deadline}

    def settings_columns(self) -> Mapping[str, models.Field[Any, Any]]:
        """Seats and deadline."""
        columns = {column.name: column for column in SignupSettings._meta.concrete_fields}
        return {name: columns[name] for name in SETTINGS}

    def import_settings(self, item: Item, settings: Mapping[str, Any]) -> None:
        """Read `{"seats": 20, "deadline": "2026-12-01T12:00:00+01:00"}`."""
        for key in settings.keys() - set(SETTINGS):
            raise ValidationError(
                _("Ukendt nøgle i signup: %(key)s; %(fix)s")
                % {"key": key, "fix": did_you_mean(key, SETTINGS)}
            )
        deadline = settings.get("deadline")
        row = SignupSettings(
            seats=settings.get("seats"), deadline=parse_datetime(deadline) if deadline else None
        )
        row.full_clean(exclude=["item"])
        item.signup_settings = [row]

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has signed up for."""
        for row in Signup.objects.filter(citizen=citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "state": row.state,
                "signed_up_at": row.signed_up_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Give every seat back, so that those who wait move up."""
        for row in Signup.objects.filter(citizen=citizen).select_related("item"):
            sign_off(row.item, citizen)


def _fact(stand: Seating) -> str:
    if stand.is_full:
        return _("Venteliste")
    if stand.free is None:
        return ""
    return ngettext("%(free)s ledig plads", "%(free)s ledige pladser", stand.free) % {
        "free": stand.free
    }


def _try_sign_up(item: Item, citizen: Citizen) -> Outcome:
    try:
        signup = sign_up(item, citizen)
    except SignupClosed:
        return Outcome(_("Fristen er gået. Spørg din kommune, om der er en plads."), False)
    if signup.state == SignupState.SEATED:
        return Outcome(_("Du er tilmeldt. Vi glæder os til at se dig."))
    number = place_in_line(signup)
    return Outcome(
        _("Der er fyldt op. Du er nummer %(number)s på ventelisten.") % {"number": number}
    )


CAPABILITY = SignupCapability()
