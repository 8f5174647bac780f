"""Mit overblik: plan, saved, what goes on, agreements, and the log week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cms.capabilities.favourite.models import Favourite
from cms.capabilities.favourite.services import favourites_of
from cms.capabilities.pieces import Engagement, Happening
from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.competences.showing import names_of
from cms.library.models import Item
from cms.library.registry import models_with
from cms.my_page.asking import Asking
from cms.my_page.moments import Moment, moments
from cms.my_page.sources.favourites import last_day
from cms.personalisation.viewer import viewer_of
from cms.plans.models import Activity
from cms.portal.plan_steps import step_of
from cms.portal.widgets import Cards, cards_by_key

FEW = 4
# Days for which appointments are shown.
AHEAD = 28
LOGGED = 40
SAVED, APPLIED = "favourite", "application"
# What is put by or applied for stands by itself.
APART = (SAVED, APPLIED)


@require_GET
@for_citizens
def overview(request: CitizenRequest) -> HttpResponse:
    """Everything the citizen has going, in one place."""
    request.room = "overview"  # type: ignore[attr-defined]
    viewer = viewer_of(request)
    asking = Asking(viewer, request.citizen)
    log = happenings(request.citizen)
    going, done = going_and_done(asking)
    saved, times, applied = asking.favourites[:FEW], _times(asking), asking.engagements[APPLIED]
    keys = {*going, *done} | {one.item_id for one in log} | {one.item_id for one in saved}
    keys |= {one.item_id for one in applied} | {one.item_id for one in times if one.item_id}
    known = cards_by_key(keys, viewer)
    plan = asking.plan
    context = {
        "steps": [step_of(one, viewer.today) for one in plan.ahead[:FEW]],
        # What lies ahead stands in the plan already, unless words were agreed about it.
        "agreements": [
            _agreement(one) for one in plan.agreements if one.agreement or not one.is_open
        ],
        "times": [_time(one, known[one.item_id]) for one in times if one.item_id in known],
        "going": [_badged(known[key], text) for key, text in going.items() if key in known],
        "done": [_badged(known[key], text) for key, text in done.items() if key in known][:FEW],
        "applications": _applications(applied, known),
        # Where nothing can be applied for, nobody is told of it.
        "can_apply": bool(models_with(APPLIED)),
        "saved": [
            _badged(known[one.item_id], last_day(one)) for one in saved if one.item_id in known
        ],
        "weeks": _weeks(log, known),
        "competences": names_of(request.citizen, viewer.language),
        "papers": [
            one for each in all_capabilities().values() for one in each.papers(request.citizen)
        ],
    }
    return render(request, "portal/overview.html", context)


def going_and_done(asking: Asking) -> tuple[dict[int, str], dict[int, str]]:
    """By item what the citizen is doing, and what is finished; what is only saved is neither."""
    going: dict[int, str] = {}
    done: dict[int, str] = {}
    for name, several in asking.nearest_engagements:
        # A seat that is one's own isn't the end of anything.
        is_attended = all_capabilities()[name].makes_appointments
        for one in several if name not in APART else ():
            (done if one.is_over and not is_attended else going).setdefault(one.item_id, one.text)
    return {key: text for key, text in going.items() if key not in done}, done


def _times(asking: Asking) -> list[Moment]:
    """Where the citizen is expected in the coming weeks."""
    found = moments(asking, asking.viewer.today, AHEAD)
    return [one for one in found if one.kind == "appointment" and one.at][:FEW]


def _time(one: Moment, card: dict[str, Any]) -> dict[str, str]:
    day = date_format(one.day, _("l j. F"))
    if one.at:
        day = _("%(day)s kl. %(time)s") % {"day": day, "time": date_format(one.at, _("G.i"))}
    parts = (day, one.place)
    text = capfirst(", ".join(part for part in parts if part))
    return {"title": card["title"], "url": card["url"], "text": text}


def happenings(citizen: Citizen) -> list[Happening]:
    """What the citizen did with items, the latest first."""
    found = [one for each in all_capabilities().values() for one in each.happenings(citizen)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LOGGED]


def _applications(applied: Sequence[Engagement], known: Cards) -> list[dict[str, Any]]:
    """How each stands, those that stand first; what has left the shelf keeps its name."""
    gone = [one.item_id for one in applied if one.item_id not in known]
    away = Item.objects.everything("what the citizen has applied for").in_bulk(gone)
    rows = sorted(applied, key=lambda one: one.is_over)
    return [
        {
            "title": known[one.item_id]["title"],
            "url": known[one.item_id]["url"],
            "text": one.text,
            "is_over": one.is_over,
        }
        if one.item_id in known
        else {"title": away[one.item_id].listed_title, "text": one.text, "is_over": one.is_over}
        for one in rows
        if one.item_id in known or one.item_id in away
    ]


def _badged(card: dict[str, Any], text: str) -> dict[str, Any]:
    badges = [{"text": text, "kind": "done"}] if text else []
    return {**card, "badges": badges, "reason": None}


def _agreement(one: Activity) -> dict[str, str]:
    return {
        "title": one.title,
        "text": one.agreement,
        "url": f"{reverse('portal:plan')}#aktivitet-{one.pk}",
    }


def _weeks(log: list[Happening], known: Cards) -> list[dict[str, Any]]:
    """What was done, week by week, the latest first."""
    entries: list[tuple[datetime, dict[str, str]]] = [
        (one.at, {"text": one.text, "title": card["title"], "url": card["url"]})
        for one in log
        if (card := known.get(one.item_id))
    ]
    weeks: dict[date, list[dict[str, str]]] = {}
    for at, entry in entries:
        day = timezone.localdate(at)
        monday = day - timedelta(days=day.weekday())
        said = {**entry, "day": date_format(day, _("l j. F"))}
        weeks.setdefault(monday, []).append(said)
    return [
        {
            "heading": _("Uge %(number)s") % {"number": monday.isocalendar().week},
            "entries": those,
        }
        for monday, those in weeks.items()
    ]


@require_GET
@for_citizens
def saved(request: CitizenRequest) -> HttpResponse:
    """What the citizen has saved, the nearest last day first."""
    request.room = "overview"  # type: ignore[attr-defined]
    viewer = viewer_of(request)
    rows = list(favourites_of(request.citizen))
    known = cards_by_key((row.item_id for row in rows), viewer)
    shown = [_saved(row, known[row.item_id]) for row in rows if row.item_id in known]
    context = {
        "breadcrumb": [
            {"text": _("Mit overblik"), "url": reverse("portal:overview")},
            {"text": _("Gemt")},
        ],
        "cards": shown,
        # What has left the shelf is still the citizen's to know of.
        "gone": len(rows) - len(shown),
    }
    return render(request, "portal/saved.html", context)


def _saved(row: Favourite, card: dict[str, Any]) -> dict[str, Any]:
    """The card with its last day; the citizen's own note stands in place of the text."""
    return {**_badged(card, last_day(row)), "text": row.note or card["text"]}
