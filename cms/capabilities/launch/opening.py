"""The button on the item's page: what it says beforehand, and what happens when it is pressed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.capabilities.launch.addresses import host_of
from cms.capabilities.launch.phrases import passed, until, why_not
from cms.capabilities.launch.reading import (
    link_of,
    standing_of,
    standings,
    standings_of_visitors,
)
from cms.capabilities.launch.rules import Standing
from cms.capabilities.launch.services import (
    ConsentNeeded,
    LogInFirst,
    NotForYou,
    agree,
    let_visitor_in,
)
from cms.capabilities.launch.tickets import set_out
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item

OPEN = "aabn"


def shown(item: Item, citizen: Citizen | None) -> dict[str, Any] | None:
    """What the fragment needs; None where the item isn't stored yet."""
    found = standings([item], citizen) if citizen else None
    read = among([item], standings_of_visitors) if found is None else found
    standing = read.get(item.pk)
    if standing is None:
        return None
    today = timezone.localdate()
    # A visitor's municipality isn't known, and so neither is what it has agreed.
    says_why = citizen is not None or not standing.is_ready
    return {
        "item": item,
        "citizen": citizen,
        "standing": standing,
        "must_log_in": citizen is None and (standing.signs_in or standing.needs_agreement),
        "why_not": why_not(standing, today) if says_why else "",
        "passed": passed(standing),
        "until": until(standing.terms),
        "host": host_of(link_of(item)),
        "has_agreed": bool(standing.signs_in and standing.agreed),
        "open": OPEN,
    }


def opened(request: HttpRequest, item: Item, citizen: Citizen | None) -> HttpResponse:
    """What comes of pressing the button: on the way, or a question first, or back with a reason."""
    if request.method != "POST":
        return HttpResponseRedirect(page_of(item))
    if citizen is None:
        return _visitor(request, item)
    if request.POST.get("agrees") == "1":
        agree(item, citizen)
    home = request.build_absolute_uri(reverse("launch:authorize"))
    try:
        return onward(set_out(item, citizen, home))
    except ConsentNeeded:
        return _ask(request, item, standing_of(item, citizen))
    except NotForYou:
        return onward(page_of(item))


def page_of(item: Item) -> str:
    """The item's own page."""
    return reverse("portal:detail", args=[item.declaration.settings.path, item.slug])


def _visitor(request: HttpRequest, item: Item) -> HttpResponse:
    try:
        let_visitor_in(item, request.municipality)  # type: ignore[attr-defined]
    except LogInFirst:
        return onward(f"{reverse('citizens:login')}?{urlencode({'next': page_of(item)})}")
    except NotForYou:
        return onward(page_of(item))
    return onward(link_of(item))


def _ask(request: HttpRequest, item: Item, standing: Standing) -> HttpResponse:
    context = {
        "item": item,
        "host": host_of(link_of(item)),
        "vendor": item.owner.name,
        "passed": passed(standing),
        "item_url": page_of(item),
        "breadcrumb": [
            {"text": _("Forside"), "url": reverse("portal:home")},
            {"text": str(item), "url": page_of(item)},
            {"text": _("Må vi sende det med?")},
        ],
    }
    return render(request, "launch/ask.html", context)


def onward(address: str) -> HttpResponse:
    """Whatever brought the browser here, it gets the next page."""
    answered = HttpResponseRedirect(address)
    answered.status_code = 303
    return answered
