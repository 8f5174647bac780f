"""The front page: for visitors the municipality's own, for citizens Min side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.specific import specific
from cms.pages.showing import ShownBlock, body_of, home_of, shown_blocks
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.cards import cards, item_url
from cms.portal.first import top
from cms.portal.listing import ALL_PARAMETER
from cms.portal.page_parts import Making, has_hero, page_parts
from cms.portal.standard_page import standard_blocks

FOR_YOU = 6
EVERYTHING = 24
ENGAGEMENTS = 4
NOON, EVENING = 10, 18


# What is shown depends on the reader and the moment: only the reader's own browser may keep it.
@cache_control(private=True, no_cache=True)
def home(request: HttpRequest) -> HttpResponse:
    """`/`: what one meets first."""
    request.room = "home"  # type: ignore[attr-defined]
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    blocks = _blocks(viewer)
    if viewer.citizen:
        return render(request, "portal/my_page.html", _my_page(viewer, viewer.citizen, blocks))
    return render(request, "portal/page.html", front_page(viewer, blocks))


def _blocks(viewer: Viewer) -> list[ShownBlock]:
    """What stands on the front page for this reader now."""
    page = home_of(viewer.here)
    return list(shown_blocks(body_of(page), viewer)) if page else standard_blocks()


def front_page(viewer: Viewer, blocks: list[ShownBlock]) -> dict[str, Any]:
    """What a visitor's front page needs; the editors' preview uses it too."""
    parts = list(page_parts(blocks, Making(viewer)))
    return {"title": _("Forside"), "is_home": True, "parts": parts, "has_hero": has_hero(parts)}


def _my_page(viewer: Viewer, citizen: Citizen, blocks: list[ShownBlock]) -> dict[str, Any]:
    """The greeting and what is the citizen's own, then what the municipality has composed."""
    first = top(viewer, None, EVERYTHING if viewer.everything else FOR_YOU)
    making = Making(viewer)
    return {
        "hero": _greeting(citizen, first),
        "for_you": making.cards(first),
        "engagements": _engagements(viewer, citizen),
        "parts": list(page_parts(blocks, making, with_hero=False)),
        "everything": viewer.everything,
        "finished_screening": citizen.screening_finished_at is not None,
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
