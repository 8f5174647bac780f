"""Min plan: the next step first, then week by week; wishes, goals and suggestions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.specific import specific
from cms.my_page.suggestions import Suggested, suggestions
from cms.personalisation.viewer import Viewer, viewer_of
from cms.plans import services
from cms.plans.activities import InvalidPlan, Written, written_of
from cms.plans.actors import by_citizen
from cms.plans.models import Activity, Change, Goal
from cms.portal.cards import item_url
from cms.portal.plan_steps import by_whom, state_badge, when, with_whom
from cms.portal.widgets import cards_by_key

WEEK = timedelta(days=7)
LATEST = 12
# What was done to a plan, said to the citizen.
DOINGS = {
    "added": gettext_lazy("Skrev det i planen"),
    "changed": gettext_lazy("Rettede det"),
    "agreed": gettext_lazy("Sagde ja til det"),
    "done": gettext_lazy("Skrev, at det er klaret"),
    "dropped": gettext_lazy("Tog det ud af planen"),
    "taken_up": gettext_lazy("Tog det op igen"),
    "goal": gettext_lazy("Skrev et mål"),
    "reached": gettext_lazy("Skrev, at målet er nået"),
    "goal_removed": gettext_lazy("Tog målet væk"),
}


@require_GET
@for_citizens
def plan(request: CitizenRequest) -> HttpResponse:
    """The whole plan."""
    return _page(request)


def _page(
    request: CitizenRequest, written: Written | None = None, problems: dict[str, str] | None = None
) -> HttpResponse:
    request.room = "overview"  # type: ignore[attr-defined]
    viewer = viewer_of(request)
    found = services.plan_of(request.citizen)
    today = viewer.today
    cards = cards_by_key({one.item_id for one in found.activities if one.item_id}, viewer)
    lines = {one.pk: _line(one, today, cards) for one in found.activities}
    ahead = found.ahead
    context = {
        "breadcrumb": _breadcrumb(),
        "next_step": lines[ahead[0].pk] if ahead else None,
        "weeks": _weeks(ahead[1:], lines, today),
        "behind": [lines[one.pk] for one in found.behind],
        "goals": found.goals,
        "suggestions": [_proposal(one, viewer) for one in suggestions(viewer, request.citizen)],
        "changes": [_change(one) for one in services.changes_of(request.citizen, LATEST)],
        "written": written,
        "problems": problems or {},
    }
    return render(request, "portal/plan.html", context, status=422 if problems else 200)


def _breadcrumb() -> list[dict[str, str]]:
    return [
        {"text": _("Mit overblik"), "url": reverse("portal:overview")},
        {"text": _("Min plan")},
    ]


def _line(one: Activity, today: date, cards: dict[int, dict[str, Any]]) -> dict[str, Any]:
    card = cards.get(one.item_id or 0)
    return {
        "step": one,
        "written": written_of(one),
        "when": when(one, today),
        "with_whom": with_whom(one),
        "badge": state_badge(one),
        "by_whom": by_whom(one.written_by),
        "is_late": one.is_open and one.last_day is not None and one.last_day < today,
        "item": card and {"title": card["title"], "url": card["url"]},
    }


def _weeks(
    ahead: list[Activity], lines: dict[int, dict[str, Any]], today: date
) -> list[dict[str, Any]]:
    """What lies ahead week by week; what has no day comes last."""
    this_monday = today - timedelta(days=today.weekday())
    weeks: dict[date | None, list[dict[str, Any]]] = {}
    for one in ahead:
        monday = one.starts_on and max(
            one.starts_on - timedelta(days=one.starts_on.weekday()), this_monday
        )
        weeks.setdefault(monday, []).append(lines[one.pk])
    return [
        {"heading": _week_name(monday, this_monday), "lines": those}
        for monday, those in weeks.items()
    ]


def _week_name(monday: date | None, this_monday: date) -> str:
    if monday is None:
        return _("Når det passer")
    if monday == this_monday:
        return _("Denne uge")
    if monday == this_monday + WEEK:
        return _("Næste uge")
    return _("Uge %(number)s, fra %(day)s") % {
        "number": monday.isocalendar().week,
        "day": date_format(monday, _("j. F")),
    }


def _proposal(one: Suggested, viewer: Viewer) -> dict[str, Any]:
    [item] = present([one.item], viewer.here, viewer.language)
    return {"title": str(item), "url": item_url(item), "reason": one.reason, "key": item.key}


def _change(one: Change) -> dict[str, Any]:
    name = one.person.get_full_name() if one.person else ""
    job_centre = _("Jobcenteret")
    who = _("Du") if one.person is None and one.side == "citizen" else name or job_centre
    return {
        "what": str(DOINGS.get(one.what, one.what)),
        "title": one.title,
        "who": who,
        "day": date_format(one.at, _("j. F")),
        "before": _said(one.before),
        "after": _said(one.after),
    }


def _said(values: dict[str, Any]) -> str:
    """The words and days of one state of a step, as one line."""
    kept = ("title", "starts_on", "ends_on", "with_whom", "agreement", "what_to_do")
    return " · ".join(str(values[name]) for name in kept if values.get(name))


@require_POST
@for_citizens
def goal(request: CitizenRequest) -> HttpResponse:
    """Write a goal, reach it or take it away."""
    actor, key = by_citizen(request.citizen), request.POST.get("goal", "")
    if not key:
        try:
            services.set_goal(request.citizen, request.POST.get("text", ""), actor)
        except InvalidPlan as error:
            messages.warning(request, str(error))
            return _back()
        messages.success(request, _("Dit mål står i planen."))
        return _back()
    if not key.isdecimal():
        raise Http404("No such goal.")
    found = get_object_or_404(Goal, pk=key, citizen=request.citizen)
    if request.POST.get("do") == "reach":
        services.reach_goal(found, actor)
        messages.success(request, _("Godt klaret. Målet er nået."))
    else:
        services.remove_goal(found, actor)
        messages.success(request, _("Målet er taget væk."))
    return _back()


@require_POST
@for_citizens
def add(request: CitizenRequest) -> HttpResponse:
    """Write a wish: in words, or an item by its key (`course:12`)."""
    citizen, actor = request.citizen, by_citizen(request.citizen)
    if key := request.POST.get("item"):
        item = _item(request, key)
        services.add_item(citizen, item, str(item), actor)
        messages.success(request, _("Det står nu i din plan som dit ønske."))
        return _back()
    try:
        written = _written(request)
    except InvalidPlan as error:
        return _page(request, _raw(request), error.problems)
    try:
        services.add(citizen, written, actor)
    except InvalidPlan as error:
        return _page(request, written, error.problems)
    messages.success(request, _("Det står nu i din plan som dit ønske."))
    return _back()


def _written(request: CitizenRequest) -> Written:
    """What the form says. Raises InvalidPlan for a day that can't be read."""
    problems: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("starts_on", "ends_on"):
        text = request.POST.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            problems[name] = _(
                "Vi forstod ikke dagen. Vælg den i kalenderen, eller skriv som 2026-12-31."
            )
    if problems:
        raise InvalidPlan(problems)
    return Written(
        title=request.POST.get("title", ""),
        with_whom=request.POST.get("with_whom", ""),
        starts_on=days["starts_on"],
        ends_on=days["ends_on"],
    )


def _raw(request: CitizenRequest) -> Written:
    """What was written, without the days that can't be read: nothing else is lost."""
    return Written(request.POST.get("title", ""), with_whom=request.POST.get("with_whom", ""))


@require_POST
@for_citizens
def step(request: CitizenRequest, key: int) -> HttpResponse:
    """Do something with one step of one's own."""
    found = get_object_or_404(Activity, pk=key, citizen=request.citizen)
    change = CHANGES.get(request.POST.get("do", ""))
    if change is None:
        raise Http404("No such change.")
    try:
        messages.success(request, change(request, found))
    except InvalidPlan as error:
        messages.warning(request, str(error))
    except services.NotAllowed:
        text = _("Det her skal gøres. Tal med din rådgiver, hvis det skal laves om.")
        messages.warning(request, text)
    return HttpResponseRedirect(f"{reverse('portal:plan')}#aktivitet-{key}")


def _done(request: CitizenRequest, found: Activity) -> str:
    services.finish(found, by_citizen(request.citizen))
    return _("Godt klaret. Det står nu som klaret.")


def _dropped(request: CitizenRequest, found: Activity) -> str:
    services.drop(found, by_citizen(request.citizen))
    return _("Det er taget ud af planen. Du kan tage det op igen.")


def _taken_up(request: CitizenRequest, found: Activity) -> str:
    services.take_up(found, by_citizen(request.citizen))
    return _("Det står i planen igen som dit ønske.")


def _rewritten(request: CitizenRequest, found: Activity) -> str:
    services.rewrite(found, _written(request), by_citizen(request.citizen))
    return _("Det er rettet.")


CHANGES: dict[str, Callable[[CitizenRequest, Activity], str]] = {
    "done": _done,
    "drop": _dropped,
    "take_up": _taken_up,
    "rewrite": _rewritten,
}


@require_POST
@for_citizens
def suggested(request: CitizenRequest, key: str) -> HttpResponse:
    """Take a suggestion into the plan, or decline it for good."""
    item, actor = _item(request, key), by_citizen(request.citizen)
    if request.POST.get("do") == "take":
        services.add_item(request.citizen, item, str(item), actor)
        messages.success(request, _("Det står nu i din plan som dit ønske."))
    else:
        services.decline(request.citizen, item, actor)
        messages.success(request, _("Vi foreslår det ikke mere."))
    return _back()


def _item(request: CitizenRequest, key: str) -> Item:
    """The item with a key such as `course:12`, as it reads here. Raises Http404."""
    _name, _colon, number = key.partition(":")
    shelf = Item.objects.on_shelf_of(request.municipality)
    bare = shelf.filter(pk=number).first() if number.isdecimal() else None
    if bare is None or bare.key != key:
        raise Http404(key)
    viewer = viewer_of(request)
    return present(specific([bare], viewer.here), viewer.here, viewer.language)[0]


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:plan"))
