"""A composed page, part by part: each block that the reader meets becomes a template's context.

A part without a maker of its own is drawn from what the editor wrote and nothing else, so a new
kind of block needs a file and a template.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.registry import item_model
from cms.media.showing import player
from cms.pages.selecting import items_of, types_of
from cms.pages.showing import ShownBlock
from cms.personalisation.feed import visible_to
from cms.personalisation.firsts import Listed
from cms.personalisation.viewer import Viewer
from cms.portal.cards import item_url
from cms.portal.drawing import Drawing
from cms.portal.first import top_of_each
from cms.portal.rooms import ROOMS, Room, room_by_name
from cms.portal.welcome import own_address, welcome
from cms.sites.services import details_of

HERO, EVERY_ROOM = "hero", "rooms"
PER_ROOM = 3


@dataclass
class Making:
    """One page on its way: for whom, and what already stands on it, so that nothing comes twice.

    The cards of all parts are drawn together when the parts are made. `most` is how many of them
    a part has at the most, where the page has much else.
    """

    viewer: Viewer
    drawing: Drawing
    shown: set[int] = field(default_factory=set)
    most: int | None = None

    def cards(self, items: list[Listed]) -> list[dict[str, Any]]:
        """The cards of items that from now on stand on the page."""
        self.shown |= {item.pk for item in items}
        return self.drawing.cards(items)


Context = dict[str, Any]


def whole_page(blocks: Iterable[ShownBlock], viewer: Viewer) -> list[dict[str, Any]]:
    """All parts of a page that has nothing else on it, with their cards."""
    making = Making(viewer, Drawing(viewer))
    made = list(page_parts(blocks, making))
    making.drawing.draw()
    return made


def page_parts(
    blocks: Iterable[ShownBlock], making: Making, *, without: Collection[str] = ()
) -> Iterator[dict[str, Any]]:
    """Each part as `template` and `context`. Only the first hero is drawn; empty parts are not.

    Parts `without` which the page stands are not made. Whoever made the drawing draws the cards
    when all parts are there.
    """
    has_hero = False
    for block in blocks:
        name = block.declaration.part
        if name in without or (name == HERO and has_hero):
            continue
        context = MAKERS.get(name, _as_written)(block, making)
        if context is None:
            continue
        has_hero = has_hero or name == HERO
        yield {"template": f"portal/page/{name}.html", "context": _complete(block, context)}


def has_hero(parts: Iterable[dict[str, Any]]) -> bool:
    """Whether one of the parts brings the page's own heading."""
    return any(part["template"] == f"portal/page/{HERO}.html" for part in parts)


def _complete(block: ShownBlock, context: Context) -> Context:
    """What every part has: what was written, in which language, and where the button leads."""
    target = block.values.get("target")
    return {
        **block.values,
        "languages": block.languages,
        "url": own_address(target) if target else "",
        **context,
    }


def _as_written(block: ShownBlock, making: Making) -> Context | None:
    return {}


def _hero(block: ShownBlock, making: Making) -> Context | None:
    return welcome(block, making.viewer)


def _items(block: ShownBlock, making: Making) -> Context | None:
    found = items_of(block, making.viewer, making.shown)[: making.most]
    if not found:
        return None
    return {"cards": making.cards(found), "link": _all_of_them(block)}


def _all_of_them(block: ShownBlock) -> dict[str, str] | None:
    """The way to the whole list: the one type's, filtered alike, or the room that they share."""
    models = [item_model(name) for name in types_of(block)]
    if len(models) == 1:
        declaration = models[0].declaration
        chosen = [
            (name, slug)
            for name in block.declaration.fields_of("terms")
            if name in declaration.facets
            for slug in block.values.get(name) or ()
        ]
        address = reverse("portal:list", args=[declaration.settings.path])
        return {"text": _("Se alle"), "url": f"{address}?{urlencode(chosen)}".rstrip("?")}
    rooms = {model.declaration.settings.room for model in models}
    if len(rooms) == 1:
        return {"text": _("Se alle"), "url": room_by_name(rooms.pop()).url}
    return _all_of_the_first(models)


def _all_of_the_first(models: list[type[Item]]) -> dict[str, str] | None:
    """Types from several rooms have no list in common; the first that is named has its own."""
    if not models:
        return None
    declaration = models[0].declaration
    name = declaration.labels.in_language(language()).many
    address = reverse("portal:list", args=[declaration.settings.path])
    return {"text": _("Se alle %(name)s") % {"name": name}, "url": address}


def _rooms(block: ShownBlock, making: Making) -> Context | None:
    """The first of each room; a type lives in one room."""
    count = int(block.values.get("count") or PER_ROOM)
    groups = [room.models for room in ROOMS]
    first = top_of_each(making.viewer, groups, count, making.shown)
    return {
        "sections": [
            _section(room, making.cards(items))
            for room, items in zip(ROOMS, first, strict=True)
            if items
        ]
    }


def _section(room: Room, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "heading": room.label,
        "text": room.text,
        "link": {"text": _("Se alle"), "url": room.url},
        "cards": drawn,
    }


def _video(block: ShownBlock, making: Making) -> Context | None:
    """The film, if the item that shows it stands on this reader's shelf."""
    for name, declared in block.declaration.fields_of("reference").items():
        model = item_model(str(declared.to))
        shelf = model.objects.on_shelf_of(making.viewer.here).filter(pk=block.values.get(name))
        item = visible_to(shelf, making.viewer).first()
        if item is not None:
            return _film(present([item], making.viewer.here, making.viewer.language)[0])
    return None


def _film(item: Item) -> Context | None:
    for name in item.declaration.fields_of("video"):
        film = getattr(item, name)
        if film is not None:
            return {
                "video": player(film, str(item), language()),
                "item": item,
                "url": item_url(item),
            }
    return None


def _contact(block: ShownBlock, making: Making) -> Context | None:
    return {"municipality": making.viewer.here, "details": details_of(making.viewer.here)}


Maker = Callable[[ShownBlock, Making], Context | None]
MAKERS: dict[str, Maker] = {
    HERO: _hero,
    "items": _items,
    EVERY_ROOM: _rooms,
    "video": _video,
    "contact": _contact,
    "ask": _contact,
}
