"""Rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.library.models import Item
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.advisers import advisers_of
from cms.portal.drawing import Card, Drawing
from cms.portal.first import top_of_each
from cms.portal.listing import ALL_PARAMETER
from cms.portal.rooms import Room, room_by_path
from cms.portal.site_details import site_details
from cms.portal.views.items import feeds_of, item_list

ROOM_ITEMS = 6
MUNICIPALITY = "municipality"


def room(request: HttpRequest, path: str) -> HttpResponse:
    """A room: the first of each type that lives there. A room of one type is that type's list."""
    found = room_by_path(path)
    if found is None:
        return item_list(request, path)
    if found.is_list and len(found.models) == 1:
        return item_list(request, found.models[0].declaration.settings.path)
    request.room = found.path  # type: ignore[attr-defined]
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    context = {
        "room": found,
        "sections": _sections(viewer, _in_order(found.models)),
        "feeds": [feed for model in found.models for feed in feeds_of(model)],
        "details": site_details(request),
        "calendar_url": _calendar_of(found),
    }
    template = "room"
    if found.name == MUNICIPALITY:
        template = MUNICIPALITY
        context["is_citizen"] = viewer.citizen is not None
        context["advisers"] = advisers_of(viewer.citizen)
    return render(request, f"portal/{template}.html", context)


def _in_order(models: Sequence[type[Item]]) -> list[type[Item]]:
    """First who is there, then what happens; a room without the former stays as it is."""
    who = [model for model in models if model.declaration.settings.introduces_owner]
    others = [model for model in models if model not in who]
    if not who:
        return others
    return [*who, *sorted(others, key=lambda one: not one.declaration.fields_of("date_time"))]


def _calendar_of(found: Room) -> str:
    """The calendar, from a room where something happens at times."""
    happens = any(model.declaration.fields_of("date_time") for model in found.models)
    return reverse("portal:calendar") if happens else ""


def _sections(viewer: Viewer, models: Sequence[type[Item]]) -> list[dict[str, Any]]:
    drawing = Drawing(viewer)
    first = top_of_each(viewer, [[model] for model in models], ROOM_ITEMS)
    found = zip(models, first, strict=True)
    made = [_section(model, drawing.cards(items)) for model, items in found]
    drawing.draw()
    return made


def _section(model: type[Item], drawn: list[Card]) -> dict[str, Any]:
    declaration = model.declaration
    address = reverse("portal:list", args=[declaration.settings.path])
    return {
        "heading": declaration.labels.in_language(language()).many.capitalize(),
        "link": {"text": _("Se alle"), "url": address},
        "cards": drawn,
    }
