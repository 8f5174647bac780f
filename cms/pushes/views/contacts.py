"""Giving an e-mail address or a mobile number, and showing that it is one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.pushes import contacts
from cms.pushes.forms import CodeForm, ContactForm
from cms.pushes.models import Contact
from cms.pushes.views.inbox import ROOM

WRITTEN = ("email", "mobile")


@require_http_methods(["GET", "POST"])
@for_citizens
def contact(request: CitizenRequest, kind: str) -> HttpResponse:
    """Write where to be reached; a code is sent there."""
    _check(request, kind)
    form = ContactForm(kind, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            contacts.give(request.citizen, kind, form.cleaned_data["address"])
        except contacts.InvalidContact as error:
            form.add_error("address", str(error))
        else:
            return redirect("pushes:code", kind)
    meaning = contacts.meaning_of(kind, language_of_page())
    context = {"form": form, "kind": kind, "known": _known(request, kind), "meaning": meaning}
    return render(request, "pushes/contact.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_citizens
def code(request: CitizenRequest, kind: str) -> HttpResponse:
    """Write the code; then the address is in use."""
    _check(request, kind)
    waiting = request.citizen.push_contacts.filter(kind=kind, confirmed_at=None).last()
    if waiting is None:
        return redirect("pushes:contact", kind)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if contacts.confirm(waiting, form.cleaned_data["code"]):
            messages.success(request, _("Tak. Nu kan vi nå dig der."))
            return redirect("pushes:settings")
        form.add_error("code", _("Koden passer ikke, eller den er for gammel. Prøv igen."))
    context = {"form": form, "kind": kind, "waiting": waiting}
    return render(request, "pushes/code.html", context, status=422 if form.errors else 200)


@require_POST
@for_citizens
def forget(request: CitizenRequest, kind: str) -> HttpResponse:
    """Take away what one has given."""
    _check(request, kind)
    for one in request.citizen.push_contacts.filter(kind=kind):
        contacts.forget(one)
    messages.success(request, _("Det er slettet."))
    return redirect("pushes:settings")


def _check(request: CitizenRequest, kind: str) -> None:
    if kind not in WRITTEN or contacts.channel_of(kind) is None:
        raise Http404("No such way to be reached.")
    request.room = ROOM  # type: ignore[attr-defined]


def _known(request: CitizenRequest, kind: str) -> Contact | None:
    return request.citizen.push_contacts.filter(kind=kind, confirmed_at__isnull=False).first()
