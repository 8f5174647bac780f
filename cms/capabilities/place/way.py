"""The page of the way there: how far, which way, a sketch, and what else is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cms.capabilities.place.postcodes import UnknownPostcode, place_of, postcodes
from cms.capabilities.place.rules import (
    Dot,
    Named,
    Point,
    distance_in_words,
    dots,
    kilometres,
    measure,
)
from cms.capabilities.place.services import address_of, directions, near, point_of
from cms.library.models import Item

SIDE = 320
# The sketch shows a little more than the way from where one comes.
ROOM = 1.25
USUAL_REACH, NEAREST_REACH, WIDEST_REACH = 8.0, 1.5, 250.0


@dataclass(frozen=True)
class Sketch:
    """A drawing of where something lies: towns around it, and a measure."""

    side: int
    middle: float
    dots: list[Dot]
    origin: Dot | None
    measure: int
    measure_width: float


@sensitive_post_parameters("postcode")
def way(request: HttpRequest, item: Item) -> HttpResponse:
    """The postcode comes by POST, so that it stands in no address and no log, and isn't kept."""
    point, written = point_of(item), request.POST.get("postcode", "").strip()
    origin, is_wrong = _origin(written)
    context = {
        "item": item,
        "breadcrumb": _breadcrumb(item),
        "address": address_of(item),
        "point": point,
        "written": written,
        "is_wrong": is_wrong,
        "origin": origin,
        "distance": _said(origin, point),
        "directions": directions(point) if point else "",
        "near": _near(request, item),
        "sketch": sketch(point, origin) if point else None,
    }
    return render(request, "place/way.html", context)


def _origin(written: str) -> tuple[Named | None, bool]:
    """Where one comes from, and whether what was written is no postcode that is known."""
    try:
        return (place_of(written), False) if written else (None, False)
    except UnknownPostcode:
        return None, True


def _said(origin: Named | None, point: Point | None) -> str:
    if origin is None or point is None:
        return ""
    return distance_in_words(kilometres(origin.point, point))


def _near(request: HttpRequest, item: Item) -> list[dict[str, Any]]:
    municipality = getattr(request, "municipality", None)
    if municipality is None:
        return []
    return [
        {
            "title": str(one.item),
            "url": _url(one.item),
            "address": one.address,
            "distance": distance_in_words(one.distance),
        }
        for one in near(item, municipality, get_language() or "da")
    ]


def _url(item: Item) -> str:
    return reverse("portal:detail", args=[item.declaration.settings.path, item.slug])


def _breadcrumb(item: Item) -> list[dict[str, str]]:
    return [
        {"text": _("Forside"), "url": reverse("portal:home")},
        {"text": str(item), "url": _url(item)},
        {"text": _("Find vej")},
    ]


def sketch(point: Point, origin: Named | None) -> Sketch:
    """The surroundings, wide enough to hold where one comes from."""
    far = kilometres(origin.point, point) * ROOM if origin else USUAL_REACH
    reach = min(max(far, NEAREST_REACH), WIDEST_REACH)
    # The place itself keeps room for its own sign.
    own = Named("", point)
    known = [one for _first, _last, one in postcodes()]
    placed = dots(point, [own, *([origin] if origin else []), *known], reach, SIDE)
    from_here = next((dot for dot in placed if origin and dot.name == origin.name), None)
    towns = [dot for dot in placed if dot.name and dot is not from_here]
    length = measure(reach)
    return Sketch(SIDE, SIDE / 2, towns, from_here, length, length * SIDE / 2 / reach)
