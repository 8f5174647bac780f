"""Place: the way there, how far it is, and what else is near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.capabilities.base import Capability, UnknownPage
from cms.capabilities.pieces import Fragment
from cms.capabilities.place.rules import Point, distance_in_words, kilometres
from cms.capabilities.place.services import address_of, directions, field_of, point_of
from cms.capabilities.place.way import way
from cms.citizens.models import Citizen
from cms.library.models import Item

WAY = "vej"


class PlaceCapability(Capability):
    """Works on any type with a field of kind place. Keeps nothing of anybody."""

    name = "place"
    graphql_access = {"distance": "public", "directions": "public"}

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The address and the ways to it; nothing where there is no address."""
        address, point = address_of(item), point_of(item)
        if not address and point is None:
            return None
        context = {
            "address": address,
            "is_told": field_of(item) in item.declaration.presentation.page,
            "point": point,
            "directions": directions(point) if point else "",
            "distance": _from_municipality(point, citizen),
            "way": WAY,
        }
        return Fragment("place/fragment.html", context)

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """`vej`: the way there."""
        if rest.strip("/") != WAY:
            raise UnknownPage(rest)
        return way(request, item)

    def graphql_fields(self) -> Mapping[str, Any]:
        """`distance` and `directions` on every type that names the capability."""
        from cms.capabilities.place.api import FIELDS

        return FIELDS


def _from_municipality(point: Point | None, citizen: Citizen | None) -> str:
    """Where somebody lives is not kept; the municipality is the nearest thing that is known."""
    if point is None or citizen is None:
        return ""
    home = citizen.municipality
    if home.latitude is None or home.longitude is None:
        return ""
    return distance_in_words(kilometres(Point(home.latitude, home.longitude), point))


CAPABILITY = PlaceCapability()
