"""What a source is: engine code that fills an element of the page for one citizen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.personalisation.shelf_list import ShelfList


@dataclass(frozen=True)
class Link:
    """A way on: its words, and the name of the address that it leads to."""

    text: str
    address: str
    arguments: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class Found:
    """What a source found: items by primary key in order, a few words on each, and its own.

    `told` is whatever the element's template draws beside cards. `empty` says in a sentence what
    would stand here, where nothing does.
    """

    keys: tuple[int, ...] = ()
    words: Mapping[int, str] = field(default_factory=dict)
    told: Any = None
    link: Link | None = None
    empty: str = ""
    empty_link: Link | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but the empty sentence."""
        return not self.keys and not self.told


@dataclass(frozen=True)
class Wish:
    """A list of the shelf that an element shows the first of.

    `repeats` says that what stands on the page already may come again.
    """

    items: ShelfList
    count: int
    repeats: bool = False


class Source:
    """Base of all sources. `template` is the part of the page that draws what is found."""

    template = "cards"

    def is_offered(self) -> bool:
        """Whether this installation can fill it at all."""
        return True

    def wish(self, widget: Widget, asking: Asking) -> Wish | None:
        """What it would show of the shelf; the wishes of a page are answered together."""
        return None

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """What stands in the element now; `keys` are what it wished for, in order."""
        raise NotImplementedError
