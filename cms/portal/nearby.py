"""Which part of a list is near: a postcode, and how many kilometres from it.

Both stand in the list's address, so that one can keep and send it; neither is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.place.postcodes import UnknownPostcode, place_of
from cms.capabilities.place.rules import Named
from cms.capabilities.place.services import NAME, around
from cms.databases.said import ALWAYS, Said, one_of
from cms.library.models import Item
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import Viewer

POSTCODE, RADIUS = "postnummer", "radius"
DISTANCES = (10, 25, 50, 100)
USUAL = 25
LONGEST = 20


@dataclass(frozen=True)
class Nearby:
    """What the reader asked for: as written, where that is, and how far from it."""

    written: str = ""
    place: Named | None = None
    kilometres: int = USUAL

    @property
    def is_unknown(self) -> bool:
        """Whether something was written that is no postcode we know."""
        return bool(self.written) and self.place is None

    def within(self, model: type[Item], viewer: Viewer) -> Said:
        """Those within reach; all of them where nothing was asked."""
        if self.place is None:
            return ALWAYS
        shelf = visible_to(model.objects.on_shelf_of(viewer.here), viewer)
        return one_of("pk", around(shelf, self.place.point, self.kilometres))

    def parameters(self) -> dict[str, str]:
        """The same as it stands in the address."""
        if not self.written:
            return {}
        return {POSTCODE: self.written, RADIUS: str(self.kilometres)}

    def said(self) -> str:
        """What was chosen, in a few words; empty for the whole country."""
        if self.place is None:
            return ""
        return _("Højst %(distance)s km fra %(town)s") % {
            "distance": self.kilometres,
            "town": self.place.name,
        }

    def fields(self) -> dict[str, Any]:
        """What the filters' form shows."""
        return {
            "name": POSTCODE,
            "value": self.written,
            "radius_name": RADIUS,
            "distances": [(one, one == self.kilometres) for one in DISTANCES],
            "is_unknown": self.is_unknown,
        }


def nearby_of(query: QueryDict, model: type[Item]) -> Nearby | None:
    """What an address asks for; None where items of the type have no place."""
    if NAME not in model.declaration.capabilities:
        return None
    written = query.get(POSTCODE, "").strip()[:LONGEST]
    radius = query.get(RADIUS, "")
    distance = int(radius) if radius in map(str, DISTANCES) else USUAL
    return Nearby(written, _place(written), distance)


def _place(written: str) -> Named | None:
    try:
        return place_of(written) if written else None
    except UnknownPostcode:
        return None
