"""The cards of a whole page, drawn at once: a page of many parts asks no more than one of few."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from cms.library.kinds import type_names
from cms.library.specific import on_shelf
from cms.personalisation.firsts import Listed
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards

Card = dict[str, Any]


class Drawing:
    """Takes items as a page's parts find them, and gives each part the list its cards come in."""

    def __init__(self, viewer: Viewer) -> None:
        """Nothing to draw yet; `known` are all cards that were drawn, by primary key."""
        self.known: dict[int, Card] = {}
        self._viewer = viewer
        self._waiting: list[tuple[list[int], list[Card]]] = []
        self._types: dict[int, str] = {}

    def cards(self, items: Iterable[Listed]) -> list[Card]:
        """A list that `draw` fills with the cards of these, in their order."""
        listed, made = list(items), list[Card]()
        self._types |= {item.pk: item.type_name for item in listed}
        self._waiting.append(([item.pk for item in listed], made))
        return made

    def bring(self, keys: Collection[int]) -> None:
        """Have these drawn too, for those who look them up in `known`."""
        self._types |= type_names(keys)

    def draw(self) -> None:
        """Fill every list with the cards of what still stands on the shelf."""
        keys: dict[str, list[int]] = {}
        for key, type_name in self._types.items():
            keys.setdefault(type_name, []).append(key)
        found = list(on_shelf(keys, self._viewer.here).values())
        drawn = cards(found, self._viewer)
        self.known = {item.pk: card for item, card in zip(found, drawn, strict=True)}
        for wanted, made in self._waiting:
            made += [self.known[key] for key in wanted if key in self.known]
