"""My consents: one switch for each purpose, and everything one has said before."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.citizens.purposes import purposes
from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.rights.consents import give, has_consent, withdraw
from cms.rights.models import ConsentRecord


@dataclass(frozen=True)
class Switch:
    """One purpose as the citizen meets it."""

    name: str
    label: str
    meaning: str
    stops: str
    legal_basis: str
    retention: str
    is_on: bool
    # Yes was said, but to words that have another meaning now.
    is_outdated: bool


@require_http_methods(["GET", "POST"])
@for_citizens
def consents(request: CitizenRequest) -> HttpResponse:
    """Show the switches; `give=<purpose>` and `withdraw=<purpose>` turn one."""
    if request.method == "POST":
        return _turn(request)
    language = language_of_page()
    history = [
        (record, record.label(language))
        for record in request.citizen.consents.select_related("wording")
    ]
    context = {"switches": _switches(request, language), "history": history}
    return render(request, "rights/consents.html", context)


def _turn(request: CitizenRequest) -> HttpResponse:
    purpose = request.POST.get("give") or request.POST.get("withdraw") or ""
    if purpose not in purposes():
        raise Http404("No such purpose.")
    if "give" in request.POST:
        give(request.citizen, purpose)
        messages.success(request, _("Tak. Dit ja er gemt. Du kan altid sige nej igen."))
    else:
        withdraw(request.citizen, purpose)
        messages.success(request, _("Dit nej er gemt og gælder fra nu af."))
    return redirect("rights:consents")


def _switches(request: CitizenRequest, language: str) -> list[Switch]:
    newest: dict[str, ConsentRecord] = {}
    for record in request.citizen.consents.all():
        newest.setdefault(record.purpose, record)
    return [
        Switch(
            name=name,
            label=one.label.in_language(language),
            meaning=one.meaning.in_language(language),
            stops=one.stops.in_language(language),
            legal_basis=one.legal_basis.in_language(language),
            retention=one.retention.in_language(language),
            is_on=has_consent(request.citizen, name),
            is_outdated=name in newest
            and newest[name].is_given
            and newest[name].edition != one.edition,
        )
        for name, one in purposes().items()
    ]
