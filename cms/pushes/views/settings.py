"""How one wants to be told: where, of what, and when."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.declarations.push_kind import Channel
from cms.pushes.contacts import channel_of
from cms.pushes.declared import outer_channels
from cms.pushes.forms import SettingsForm
from cms.pushes.models import Contact
from cms.pushes.views.inbox import ROOM


@dataclass(frozen=True)
class Reach:
    """A channel as one sets it up: its words, and what the citizen has given."""

    channel: Channel
    label: str
    help: str
    confirmed: Contact | None
    unconfirmed: Contact | None
    browsers: int


@require_http_methods(["GET", "POST"])
@for_citizens
def settings(request: CitizenRequest) -> HttpResponse:
    """Show and save everything one can decide."""
    request.room = ROOM  # type: ignore[attr-defined]
    language = language_of_page()
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(request.citizen, language, data)
    if form.is_valid():
        form.save()
        messages.success(request, _("Dine valg er gemt."))
        return redirect("pushes:settings")
    context = {"form": form, "reaches": _reaches(request, language), "kinds": form.by_kind()}
    return render(request, "pushes/settings.html", context, status=422 if form.errors else 200)


def _reaches(request: CitizenRequest, language: str) -> list[Reach]:
    own = list(request.citizen.push_contacts.all())
    return [
        Reach(
            channel,
            channel.labels.in_language(language),
            channel.help.in_language(language),
            _first(own, channel.contact, is_confirmed=True),
            _first(own, channel.contact, is_confirmed=False),
            sum(one.kind == channel.contact for one in own),
        )
        for channel in outer_channels().values()
        if channel.contact != "civil_number" and channel_of(channel.contact) == channel.name
    ]


def _first(own: list[Contact], kind: str, *, is_confirmed: bool) -> Contact | None:
    found = (one for one in own if one.kind == kind and bool(one.confirmed_at) == is_confirmed)
    return next(found, None)
