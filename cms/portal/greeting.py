"""The words at the top of a citizen's page: the greeting, and the one thing to do next."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.citizens.models import Citizen
from cms.my_page.asking import Asking
from cms.my_page.moments import Moment
from cms.portal.plan_steps import spoken_day
from cms.portal.widgets import Cards, entry, first_moment

NOON, EVENING = 10, 18


def greeting(asking: Asking, known: Cards, first: dict[str, Any] | None) -> dict[str, Any]:
    """The hero: a greeting, what is next, and where to press. `first` is the feed's first card."""
    text, actions = _next(asking, known, first)
    return {"title": hello(asking.citizen), "text": text, "actions": actions}


def _next(
    asking: Asking, known: Cards, first: dict[str, Any] | None
) -> tuple[str, list[dict[str, str]]]:
    if asking.citizen.screening_finished_at is None:
        text = _("Fortæl os lidt om dig selv. Så finder vi det frem, der passer til dig.")
        return text, [{"text": _("Fortæl om dig"), "url": reverse("citizens:screening")}]
    moment = first_moment(asking)
    if moment is not None:
        return _of(moment, asking, entry(moment, known))
    text = _("Her er det, vi har fundet til dig i dag. Du bestemmer selv, hvad du vil bruge.")
    answers = {"text": _("Ret dine svar"), "url": reverse("citizens:profile"), "kind": "secondary"}
    if first is None:
        return text, [answers]
    begin = {"text": _("Begynd her: %(title)s") % {"title": first["title"]}, "url": first["url"]}
    return text, [begin, answers]


def _of(moment: Moment, asking: Asking, line: dict[str, str]) -> tuple[str, list[dict[str, str]]]:
    """What comes next: a last day that one has written, or where one is expected."""
    day = spoken_day(moment.day, asking.viewer.today)
    if moment.kind == "deadline":
        text = _("Husk %(title)s. Sidste dag er %(day)s.") % {"day": day, "title": line["title"]}
        return text, [{"text": _("Se det igen"), "url": line["url"]}]
    when = capfirst(day)
    if moment.at is not None:
        said = {"day": when, "time": date_format(moment.at, _("G.i"))}
        when = _("%(day)s kl. %(time)s") % said
    text = _("%(day)s: %(title)s") % {"day": when, "title": line["title"]}
    return text, [{"text": _("Se, hvad du skal have klar"), "url": line["url"]}, _somebody()]


def _somebody() -> dict[str, str]:
    """The way to a person, for whoever is in doubt about what is asked."""
    url = reverse("portal:room", args=["min-kommune"])
    return {"text": _("Få fat i et menneske"), "url": url, "kind": "secondary"}


def hello(citizen: Citizen) -> str:
    """Good morning, day or evening, with the first name where there is one."""
    hour = timezone.localtime().hour
    if hour < NOON:
        said = _("Godmorgen")
    elif hour < EVENING:
        said = _("Goddag")
    else:
        said = _("Godaften")
    name = citizen.first_name
    return _("%(hello)s, %(name)s") % {"hello": said, "name": name} if name else said
