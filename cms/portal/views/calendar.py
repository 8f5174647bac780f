"""Everything that happens, as a calendar; and the citizen's own, to be followed from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.capabilities.appointments import appointments_of
from cms.capabilities.pieces import Appointment
from cms.capabilities.schedule.calendar_file import CONTENT_TYPE, calendar_file
from cms.capabilities.schedule.feeds import citizen_of_feed, feed_of, renew, stop
from cms.capabilities.schedule.services import times_among
from cms.citizens.views.access import CitizenRequest, for_citizens, municipality_of
from cms.library.models import Item
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import viewer_of
from cms.plans.models import Activity
from cms.plans.services import plan_of
from cms.portal.calendar import (
    DAY,
    LIST,
    MONTH,
    VIEW,
    WEEK,
    Span,
    asked_for,
    drawn_days,
    weekday_names,
    weeks_of,
)
from cms.portal.calendar_feed import entries_of
from cms.portal.rooms import room_by_name
from cms.portal.widgets import Cards, cards_by_key

ASK_AGAIN_HOURS = 4
NEW_ADDRESS = "calendar_address"


@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """What happens here, for everybody: as a list, a week or a month."""
    viewer = viewer_of(request)
    span = asked_for(request.GET, viewer.today)
    shelf = visible_to(Item.objects.on_shelf_of(viewer.here), viewer)
    found = times_among(shelf, span.begin, span.end)
    known = cards_by_key({one.item_id for one in found}, viewer)
    context = _page(request, span, found, known, viewer.today)
    return render(request, "portal/calendar.html", {**context, "is_own": False})


@require_GET
@for_citizens
def own(request: CitizenRequest) -> HttpResponse:
    """When the citizen is expected, and how to follow it from a calendar of one's own."""
    viewer = viewer_of(request)
    span = asked_for(request.GET, viewer.today)
    found = appointments_of(request.citizen, viewer.here, span.begin, span.end)
    known = cards_by_key({one.item_id for one in found}, viewer)
    ahead = plan_of(request.citizen).ahead
    context = {
        **_page(request, span, found, known, viewer.today, ahead),
        "is_own": True,
        "feed": feed_of(request.citizen),
        "feed_address": request.session.pop(NEW_ADDRESS, ""),
    }
    return render(request, "portal/calendar.html", context)


@require_POST
@for_citizens
def follow(request: CitizenRequest) -> HttpResponse:
    """Make the secret address of the citizen's calendar, a new one, or none any more."""
    if request.POST.get("action") == "stop":
        stop(request.citizen)
        messages.success(request, _("Adressen virker ikke mere."))
    else:
        token = renew(request.citizen)
        address = request.build_absolute_uri(reverse("portal:calendar_feed", args=[token]))
        # Only its fingerprint is kept, so it is shown once: on the page that comes now.
        request.session[NEW_ADDRESS] = address
    return HttpResponseRedirect(f"{reverse('portal:own_calendar')}#abonnement")


@require_GET
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The citizen's calendar for a program that knows the secret address."""
    here = municipality_of(request)
    citizen = citizen_of_feed(token)
    if citizen is None or citizen.municipality_id != here.pk:
        raise Http404("No such calendar.")
    name = _("Mine aftaler i Jobuniverset")
    entries = entries_of(citizen, here, request.build_absolute_uri)
    answer = HttpResponse(calendar_file(entries, name, ASK_AGAIN_HOURS), content_type=CONTENT_TYPE)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(
    request: HttpRequest,
    span: Span,
    found: Sequence[Appointment],
    known: Cards,
    today: date,
    steps: Sequence[Activity] = (),
) -> dict[str, Any]:
    request.room = room_by_name("activities").path  # type: ignore[attr-defined]
    days = drawn_days(span, found, known, today, steps)
    return {
        "span": span,
        "days": days,
        "is_empty": not any(day["entries"] for day in days),
        "weeks": weeks_of(days) if span.view == MONTH else [],
        "weekdays": weekday_names(span) if span.view == MONTH else [],
        "ways": _ways(span),
        "previous_url": _address(span.view, span.neighbour(-1)),
        "next_url": _address(span.view, span.neighbour(1)),
        "today_url": _address(span.view, today),
    }


def _ways(span: Span) -> list[dict[str, Any]]:
    labels = {LIST: _("Liste"), WEEK: _("Uge"), MONTH: _("Måned")}
    return [
        {"text": label, "url": _address(view, span.day), "current": view == span.view}
        for view, label in labels.items()
    ]


def _address(view: str, day: date) -> str:
    return f"?{urlencode({VIEW: view, DAY: day.isoformat()})}"
