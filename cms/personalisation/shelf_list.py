"""Lists of a viewer's shelf that pages are made of: what they bring, and in which order.

What all such lists have in common is compiled once (see `cms.databases.frames`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from django.db.models import F, QuerySet

from cms.databases.frames import Frame, Statement, blank, compiled_once, frame_of
from cms.databases.said import ALWAYS, Said, Written
from cms.library.frames import NARROWED, columns_of, here, some_shelf
from cms.library.models import Item
from cms.personalisation.feed import ranked
from cms.personalisation.ranking import Ranking, ranking_of
from cms.personalisation.viewer import Viewer


class Order(StrEnum):
    """The viewer's own order, as everywhere, or the newest first."""

    READER = "reader"
    NEWEST = "newest"


@dataclass(frozen=True)
class ShelfList:
    """What a viewer meets of the own shelf, of every type, narrowed by a condition."""

    viewer: Viewer
    narrowed: Said = ALWAYS
    order: Order = Order.READER

    def narrow(self, said: Said) -> ShelfList:
        """The same, with one condition more."""
        return replace(self, narrowed=self.narrowed & said)

    def statement(self) -> Statement:
        """Rows of primary key, type name and slug."""
        return _frame(self.order).filled(words_of(self.viewer, Item, self.narrowed))


def words_of(viewer: Viewer, model: type[Item], narrowed: Said) -> dict[str, Said]:
    """What fills the blanks of a list of a model's items."""
    words = ranking_of(viewer, model).words()
    return {**words, **here(viewer.here), NARROWED: narrowed}


@compiled_once
def unspoken(model: type[Item]) -> Ranking:
    """A ranking of blanks, which `words_of` fills."""
    columns = columns_of(model)
    return Ranking(*(blank(one.name, *columns) for one in fields(Ranking)))


def in_order(items: QuerySet[Item], order: Order) -> QuerySet[Item]:
    """What is met of a frame's items, in the order."""
    ranking = unspoken(items.model)
    if order is Order.READER:
        return ranked(items, ranking)
    newest = F("first_published_at").desc(nulls_last=True)
    return items.filter(Written(ranking.met)).order_by(newest, "-pk")


@compiled_once
def _frame(order: Order) -> Frame:
    found = in_order(some_shelf(Item), order)
    return frame_of(found.values_list("pk", "type_name", "slug"))
