"""The front page that stands there before anybody has composed one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import PageBlock, Text
from cms.declarations.page_block import Items
from cms.pages.showing import ShownBlock

HIGHLIGHTED = 6


def standard_blocks() -> list[ShownBlock]:
    """The standing welcome, what the municipality puts first, and the rooms."""
    recommended = {"heading": _("Det anbefaler vi lige nu"), "count": HIGHLIGHTED}
    return [
        ShownBlock(_block("hero")),
        ShownBlock(_block("items", Items(only="pinned")), recommended),
        ShownBlock(_block("rooms")),
    ]


def _block(part: str, items: Items | None = None) -> PageBlock:
    return PageBlock(name=part, labels=Text(da=part), icon="home", part=part, items=items)
