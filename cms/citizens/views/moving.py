"""*Jeg er flyttet*: where one comes from, what goes along, and what stays."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cms.citizens.models import Citizen
from cms.citizens.moving import elsewhere, goes_along, move, stays
from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.municipalities.middleware import front_address
from cms.municipalities.models import Municipality


@require_GET
@for_citizens
def moved(request: CitizenRequest) -> HttpResponse:
    """From where? Or, when one is known nowhere else: where to log in."""
    known = elsewhere(request.citizen)
    if len(known) == 1:
        return redirect("citizens:take_along", known[0].municipality.slug)
    others = Municipality.objects.exclude(pk=request.municipality.pk)
    context = {"known": known, "others": others, "front": front_address(request)}
    return render(request, "citizens/moved.html", context)


@require_http_methods(["GET", "POST"])
@for_citizens
def take_along(request: CitizenRequest, slug: str) -> HttpResponse:
    """Show what goes along and what stays; with a yes, move."""
    old = _citizen_at(request, slug)
    if request.method == "POST":
        move(old, request.citizen, request.POST.getlist("taken"))
        messages.success(request, _("Du er flyttet. Dine oplysninger er her nu."))
        return redirect("citizens:profile")
    context = {"old": old, "goes_along": goes_along(old), "stays": stays(old)}
    return render(request, "citizens/take_along.html", context)


def _citizen_at(request: CitizenRequest, slug: str) -> Citizen:
    for known in elsewhere(request.citizen):
        if known.municipality.slug == slug:
            return known
    raise Http404("You are not known there.")
