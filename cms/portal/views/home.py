"""The front page: for visitors the municipality's own, for citizens Min side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import UnknownType, item_model
from cms.library.specific import specific
from cms.municipalities.models import Municipality
from cms.personalisation.feed import personalised
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.cards import cards, item_url
from cms.portal.listing import ALL_PARAMETER
from cms.portal.rooms import ROOMS, Room

FOR_YOU = 6
EVERYTHING = 24
PER_ROOM = 3
ENGAGEMENTS = 4
NOON, EVENING = 10, 18


def home(request: HttpRequest) -> HttpResponse:
    """`/`: what one meets first."""
    request.room = "home"  # type: ignore[attr-defined]
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    if viewer.citizen:
        return render(request, "portal/my_page.html", _my_page(viewer, viewer.citizen))
    return render(request, "portal/home.html", _front_page(viewer))


def _my_page(viewer: Viewer, citizen: Citizen) -> dict[str, Any]:
    first = top(viewer, None, EVERYTHING if viewer.everything else FOR_YOU)
    shown = {item.pk for item in first}
    return {
        "hero": _greeting(citizen, first),
        "for_you": cards(first, viewer),
        "engagements": _engagements(viewer, citizen),
        "sections": _sections(viewer, shown),
        "everything": viewer.everything,
        "finished_screening": citizen.screening_finished_at is not None,
    }


def _front_page(viewer: Viewer) -> dict[str, Any]:
    municipality = viewer.here
    texts = home_texts(municipality, viewer.language)
    highlighted = specific(_highlights(municipality), municipality)
    shown = {item.pk for item in highlighted}
    return {
        "hero": _welcome(municipality, texts),
        "welcome": texts.get("welcome", ""),
        "highlights": cards(highlighted, viewer),
        "sections": _sections(viewer, shown),
    }


def top(
    viewer: Viewer, models: list[type[Item]] | None, count: int, without: Any = ()
) -> list[Item]:
    """The first items of a viewer's feed, of some types or of all, with their own fields."""
    municipality = viewer.here
    shelf = Item.objects.on_shelf_of(municipality).exclude(pk__in=without)
    if models is not None:
        shelf = shelf.filter(type_name__in=[model.declaration.name for model in models])
    return specific(personalised(shelf, viewer)[:count], municipality)


def _sections(viewer: Viewer, shown: set[int]) -> list[dict[str, Any]]:
    return [section for room in ROOMS if (section := _section(viewer, room, shown))["cards"]]


def _section(viewer: Viewer, room: Room, shown: set[int]) -> dict[str, Any]:
    found = top(viewer, room.models, PER_ROOM, shown)
    return {
        "heading": room.label,
        "text": room.text,
        "link": {"text": _("Se alle"), "url": room.url},
        "cards": cards(found, viewer),
    }


def _engagements(viewer: Viewer, citizen: Citizen) -> list[dict[str, Any]]:
    texts: dict[int, str] = {}
    for capability in all_capabilities().values():
        for engagement in capability.engagements(citizen)[:ENGAGEMENTS]:
            texts.setdefault(engagement.item_id, engagement.text)
    items = Item.objects.on_shelf_of(citizen.municipality).filter(pk__in=texts)
    found = cards(specific(items, citizen.municipality), viewer)
    keys = [item.pk for item in specific(items, citizen.municipality)]
    for key, card in zip(keys, found, strict=True):
        card["badges"], card["reason"] = [{"text": texts[key], "kind": "done"}], None
    return found


def _greeting(citizen: Citizen, first: list[Item]) -> dict[str, Any]:
    actions = []
    text = _("Her er det, vi har fundet til dig i dag. Du bestemmer selv, hvad du vil bruge.")
    if citizen.screening_finished_at is None:
        text = _("Fortæl os lidt om dig selv. Så finder vi det frem, der passer til dig.")
        actions.append({"text": _("Fortæl om dig"), "url": reverse("citizens:screening")})
    elif first:
        actions.append(
            {"text": _("Begynd her: %(title)s") % {"title": first[0]}, "url": item_url(first[0])}
        )
    actions.append(
        {"text": _("Ret dine svar"), "url": reverse("citizens:profile"), "kind": "secondary"}
    )
    return {"title": _hello(citizen), "text": text, "actions": actions}


def _hello(citizen: Citizen) -> str:
    hour = timezone.localtime().hour
    if hour < NOON:
        hello = _("Godmorgen")
    elif hour < EVENING:
        hello = _("Goddag")
    else:
        hello = _("Godaften")
    name = citizen.first_name
    return _("%(hello)s, %(name)s") % {"hello": hello, "name": name} if name else hello


def home_texts(municipality: Municipality, language: str) -> dict[str, str]:
    """The municipality's own words on its front page, in a language or in Danish."""
    translations = municipality.home.get("translations", {})
    return {**municipality.home, **translations.get(language, {})}


def _welcome(municipality: Municipality, texts: dict[str, str]) -> dict[str, Any]:
    heading = texts.get("hero_heading") or _("Velkommen til %(name)s") % {"name": municipality.name}
    text = texts.get("hero_text") or _(
        "Her finder du videoer, kurser og mennesker, der kan hjælpe dig videre i job."
    )
    actions = [
        {"text": _("Log ind med MitID"), "url": reverse("citizens:login")},
        {
            "text": _("Se dig om først"),
            "url": reverse("portal:room", args=["laering"]),
            "kind": "secondary",
        },
    ]
    return {"title": heading, "text": text, "actions": actions}


def _highlights(municipality: Municipality) -> list[Item]:
    """What the municipality has put on its front page, as far as it is on the shelf."""
    found: list[Item] = []
    for name in municipality.home.get("highlights", []):
        type_name, _slash, slug = str(name).partition("/")
        try:
            model = item_model(type_name)
        except UnknownType:
            continue  # the type has been removed since the page was made
        found += model.objects.on_shelf_of(municipality).filter(slug=slug)
    return found
