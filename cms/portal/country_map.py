"""A list on a drawn map: a sign for each town, which leads to what is there.

That one wants the map stands in the list's address, so that it can be kept and sent.
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.capabilities.place.chart import HIGH, WIDE, Sign, coast, signs, window
from cms.capabilities.place.postcodes import postcode_of
from cms.capabilities.place.services import NAME
from cms.capabilities.place.spots import ends_of, spots
from cms.library.models import Item
from cms.portal.nearby import DISTANCES, POSTCODE, RADIUS
from cms.portal.type_list import TypeList

VIEW, MAP = "vis", "kort"
# In units of the map: from a sign's middle to its name, how high a sign is, how wide a letter.
BESIDE, ABOVE, LETTER = 34, 40, 11


def views(query: QueryDict, model: type[Item]) -> list[dict[str, Any]]:
    """The ways to see a list, each with its address; none where its items have no place."""
    if NAME not in model.declaration.capabilities:
        return []
    is_map = wants_map(query, model)
    return [
        {"text": _("Som liste"), "icon": "menu", "url": _address(query), "current": not is_map},
        {
            "text": _("På kort"),
            "icon": "place",
            "url": _address(query, {VIEW: MAP}),
            "current": is_map,
        },
    ]


def wants_map(query: QueryDict, model: type[Item]) -> bool:
    """Whether an address asks for the map of a type whose items have a place."""
    return query.get(VIEW) == MAP and NAME in model.declaration.capabilities


def country_map(query: QueryDict, found: TypeList) -> dict[str, Any]:
    """What the map's template shows of all that was found."""
    ends = found.values(*ends_of(found.model))
    there = spots(ends)
    seen = window([spot.place.point for spot in there])
    placed = signs(there, seen)
    return {
        "wide": WIDE,
        "high": HIGH,
        "coast": coast(seen),
        "signs": [_shown(sign, placed, query) for sign in placed],
        "elsewhere": len(ends) - sum(spot.count for spot in there),
    }


def _shown(sign: Sign, placed: list[Sign], query: QueryDict) -> dict[str, Any]:
    first = sign.spots[0].place
    name = first.name if len(sign.spots) == 1 else _("%(town)s og omegn") % {"town": first.name}
    found = ngettext("%(count)s resultat", "%(count)s resultater", sign.count)
    near = {POSTCODE: postcode_of(first), RADIUS: str(_reach(sign))}
    return {
        "x": sign.x,
        "y": sign.y,
        "count": sign.count,
        "name": first.name,
        "side": _side(sign, placed),
        "label": f"{name}: {found % {'count': sign.count}}",
        "url": _address(query, {VIEW: MAP, **near}),
    }


def _side(sign: Sign, placed: list[Sign]) -> str:
    """Beside a sign where its name hides nothing: `after`, `before`, or empty."""
    width = BESIDE + LETTER * len(sign.spots[0].place.name)
    ends = {"after": (sign.x, sign.x + width), "before": (sign.x - width, sign.x)}
    for side, (left, right) in ends.items():
        is_inside = left >= 0 and right <= WIDE
        others = (other for other in placed if other is not sign)
        if is_inside and not any(_between(other, left, right, sign.y) for other in others):
            return side
    return ""


def _between(other: Sign, left: float, right: float, height: float) -> bool:
    return left - BESIDE < other.x < right + BESIDE and abs(other.y - height) < ABOVE


def _reach(sign: Sign) -> int:
    """The shortest distance that one may choose which holds all that the sign stands for."""
    # A house may lie some kilometres from the middle of its town.
    return next((one for one in DISTANCES if one >= sign.reach + DISTANCES[0] / 2), DISTANCES[-1])


def _address(query: QueryDict, changes: dict[str, str] | None = None) -> str:
    """The list's address with other wishes, from its first page."""
    wanted = query.copy()
    for name in ("side", VIEW):
        wanted.pop(name, None)
    for name, value in (changes or {}).items():
        wanted[name] = value
    return f"?{wanted.urlencode()}"
