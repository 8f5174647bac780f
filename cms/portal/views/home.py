"""The front page: for visitors the municipality's own, for citizens Min side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from cms.citizens.models import Citizen
from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.services import page_of, sees_simple_view, widgets_here
from cms.my_page.showing import shown_widgets
from cms.pages.showing import ShownBlock, body_of, home_of, shown_blocks
from cms.personalisation.viewer import Viewer, viewer_of
from cms.portal.drawing import Drawing
from cms.portal.greeting import greeting
from cms.portal.listing import ALL_PARAMETER
from cms.portal.page_parts import Making, has_hero, page_parts, whole_page
from cms.portal.standard_page import standard_blocks
from cms.portal.widgets import Cards, drawn, keys_of

# What the citizen looks at: a term that was just said, and in the simple view an element.
INTEREST, LOOK = "interesse", "vis"
FEED = "for_you"


# What is shown depends on the reader and the moment: only the reader's own browser may keep it.
@cache_control(private=True, no_cache=True)
def home(request: HttpRequest) -> HttpResponse:
    """`/`: what one meets first."""
    request.room = "home"  # type: ignore[attr-defined]
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    if viewer.citizen is None:
        return render(request, "portal/page.html", front_page(viewer, _blocks(viewer)))
    if sees_simple_view(viewer.citizen) and not viewer.everything:
        context = _simple_page(viewer, viewer.citizen, request.GET.get(LOOK, ""))
        return render(request, "portal/my_page_simple.html", context)
    context = _my_page(viewer, viewer.citizen, request.GET.get(INTEREST, ""))
    return render(request, "portal/my_page.html", context)


def _blocks(viewer: Viewer) -> list[ShownBlock]:
    """What stands on the front page for this reader now."""
    page = home_of(viewer.here)
    return list(shown_blocks(body_of(page), viewer)) if page else standard_blocks()


def front_page(viewer: Viewer, blocks: list[ShownBlock]) -> dict[str, Any]:
    """What a visitor's front page needs; the editors' preview uses it too."""
    parts = whole_page(blocks, viewer)
    return {"title": _("Forside"), "is_home": True, "parts": parts, "has_hero": has_hero(parts)}


def _my_page(viewer: Viewer, citizen: Citizen, interest: str) -> dict[str, Any]:
    """The greeting and the citizen's own elements, then what the municipality has composed."""
    asking = Asking(viewer, citizen, interest)
    elements = _feed_alone() if viewer.everything else page_of(viewer, citizen).shown
    shown = shown_widgets(elements, asking)
    drawing = Drawing(viewer)
    drawing.bring(keys_of(shown, asking))
    parts = _composed(asking, drawing)
    drawing.draw()
    made = drawn(shown, drawing.known, asking)
    return {
        "hero": _hero(asking, made, drawing.known),
        "widgets": made,
        "parts": parts,
        "everything": viewer.everything,
    }


def _feed_alone() -> list[Widget]:
    """Who asks for everything gets a long list first, whatever stands on the page."""
    return [one for one in widgets_here().values() if one.source == FEED][:1]


def _composed(asking: Asking, drawing: Drawing) -> list[dict[str, Any]]:
    # What is found for the citizen stands above; each room then needs no more than a doorway.
    making = Making(asking.viewer, drawing, set(asking.shown), per_room=1)
    return list(page_parts(_blocks(asking.viewer), making, with_hero=False))


def _simple_page(viewer: Viewer, citizen: Citizen, name: str) -> dict[str, Any]:
    """One element at a time, and the ways to the others."""
    asking = Asking(viewer, citizen)
    elements = page_of(viewer, citizen).simple
    chosen = next((one for one in elements if one.name == name), next(iter(elements), None))
    shown = shown_widgets([chosen] if chosen else [], asking)
    drawing = Drawing(viewer)
    drawing.bring(keys_of(shown, asking))
    drawing.draw()
    made = drawn(shown, drawing.known, asking)
    return {
        "hero": {**_hero(asking, made, drawing.known), "low": True},
        "widget": made[0] if made else None,
        "ways": [
            {
                "label": one.labels.in_language(viewer.language),
                "help": one.help.in_language(viewer.language),
                "drawing": one.drawing,
                "url": f"?{LOOK}={one.name}",
                "is_chosen": one is chosen,
            }
            for one in elements
        ],
    }


def _hero(asking: Asking, made: list[dict[str, Any]], known: Cards) -> dict[str, Any]:
    """The greeting, with what comes next or the first that was found."""
    with_cards = (widget for widget in made if widget["context"]["cards"])
    first = next((widget["context"]["cards"][0] for widget in with_cards), None)
    return greeting(asking, known, first)
