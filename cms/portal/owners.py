"""Who has made an item: the owner's own page, and on that page all that the owner has here.

An item that introduces its owner (`introduces_owner`) is the owner's page. What stands on it is
read through the reader's shelf like every list: nobody meets there what isn't shown elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.library.introductions import Place, introductions
from cms.library.labels import language
from cms.library.models import Item
from cms.library.registry import item_model, item_models
from cms.personalisation.viewer import Viewer
from cms.portal.drawing import Card
from cms.portal.first import top_of_each
from cms.portal.rooms import ROOMS

# Of each type, until the reader asks for all of one.
FEW, ALL = 6, 60
BESIDE = 3
# The type of which all is wanted, by its path.
PARAMETER = "vis"


@dataclass(frozen=True)
class Whose:
    """Where an owner introduces itself, and on that very page by type what else it has here."""

    introduction: Sequence[Place] = ()
    owned: Mapping[str, Sequence[int]] | None = None
    wanted: str = ""

    @property
    def places(self) -> list[Place]:
        """Everything of which a card is needed."""
        owned = (self.owned or {}).items()
        return [*self.introduction, *((name, key) for name, keys in owned for key in keys)]

    def context(self, known: Mapping[int, Card]) -> dict[str, Any]:
        """What the page needs; `known` are the cards of `places` that stand on the shelf."""
        introducing = (known[key] for _name, key in self.introduction if key in known)
        return {
            "introduction": next(introducing, None),
            "is_introduction": self.owned is not None,
            "owned": [made for made in self._sections(known) if made["cards"]],
        }

    def _sections(self, known: Mapping[int, Card]) -> list[dict[str, Any]]:
        return [
            _section(name, [known[key] for key in keys if key in known], self.wanted)
            for name, keys in (self.owned or {}).items()
        ]


def whose(item: Item, viewer: Viewer, wanted: str = "") -> Whose:
    """The owner of an item on the viewer's shelf; `wanted` is the path of a type to see all of."""
    if not item.declaration.settings.introduces_owner:
        return Whose(introductions([item.owner_id]).get(item.owner_id, ()))
    models = _in_order(item)
    found = top_of_each(viewer, [[one] for one in models], ALL, owner=item.owner_id)
    pairs = zip(models, found, strict=True)
    return Whose(owned={m.declaration.name: [one.pk for one in i] for m, i in pairs}, wanted=wanted)


def _in_order(item: Item) -> list[type[Item]]:
    """Types that its owner may own: films first, then what happens, then the rest of its room."""
    rooms = [room.name for room in ROOMS]
    own = item.declaration.settings.room

    def place(model: type[Item]) -> tuple[bool, int, bool, bool]:
        declared = model.declaration
        room = declared.settings.room
        has = declared.fields_of
        return room != own, rooms.index(room), not has("video"), not has("date_time")

    models = (m for m in item_models().values() if not m.declaration.settings.introduces_owner)
    kind = item.owner.kind
    return sorted((m for m in models if kind in m.declaration.settings.owners), key=place)


def _section(name: str, cards: list[Card], wanted: str) -> dict[str, Any]:
    declaration = item_model(name).declaration
    path = declaration.settings.path
    shown = cards if path == wanted else cards[:FEW]
    more = {
        "text": _("Se alle %(count)s") % {"count": len(cards)},
        "url": f"?{PARAMETER}={path}#{path}",
    }
    return {
        "name": path,
        "heading": declaration.labels.in_language(language()).many.capitalize(),
        # So many cards stand beside each other where there is room; short sections share a line.
        "wide": min(len(shown), BESIDE),
        "link": more if len(shown) < len(cards) else None,
        "cards": shown,
    }
