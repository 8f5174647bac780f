"""Items that were read for one list or page: what one of them asks for is gathered for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.citizens.models import Citizen
from cms.databases.frames import Statement, blank
from cms.databases.one_statement import ask_together
from cms.databases.said import Said, Written, one_of
from cms.library.models import Item

# Both give what they found by the item's primary key.
Gather = Callable[[Sequence[Item]], Mapping[int, Any]]
GatherOwn = Callable[[Sequence[Item], Citizen], Mapping[int, Any]]
TOGETHER = "_read_together"
_ITEMS = "items"


@dataclass(frozen=True)
class Gathering:
    """A `Gather` that says what it asks, so that several of them are answered in one statement.

    `questions` gives `values_list` querysets, or filled frames of them, none where there is nothing
    to ask; `make` is given the items and the rows of each question, and gives what was found by
    primary key.
    """

    questions: Callable[[Sequence[Item]], Sequence[QuerySet[Any, Any] | Statement]]
    make: Callable[..., Mapping[int, Any]]

    def __call__(self, items: Sequence[Item]) -> Mapping[int, Any]:
        """What is found, asked alone."""
        return gathered_at_once([self], items)[self]


def about_some(key: str = "item_id") -> Written:
    """A frame's condition that a row is about one of the items which `these` names."""
    return Written(blank(_ITEMS, key))


def these(items: Iterable[Item], key: str = "item_id") -> dict[str, Said]:
    """What fills the blank of `about_some`."""
    return {_ITEMS: one_of(key, [item.pk for item in items])}


def gathered_at_once(
    gatherings: Iterable[Gathering], items: Sequence[Item]
) -> dict[Gathering, Mapping[int, Any]]:
    """What several find for the same items, in one statement at the most."""
    asked = {one: one.questions(items) for one in gatherings}
    rows = iter(ask_together([question for several in asked.values() for question in several]))
    return {
        one: one.make(items, *(next(rows) for _question in questions))
        for one, questions in asked.items()
    }


class Together:
    """Items that were read for one list, and what was gathered for all of them.

    `expected` will all be asked for: they are gathered when the first of them is.
    """

    def __init__(self, items: Sequence[Item], expected: Collection[Gathering] = ()) -> None:
        """Remember the list on each item."""
        self._items, self._expected = items, expected
        self._gathered: dict[tuple[object, int | None], Mapping[int, Any]] = {}
        for item in items:
            item.__dict__[TOGETHER] = self

    def gathered(self, gather: Gather) -> Mapping[int, Any]:
        """What `gather` gives for all, by primary key; asked once."""
        if (gather, None) not in self._gathered and gather in self._expected:
            found = gathered_at_once(self._expected, self._items)
            self._gathered |= {(one, None): made for one, made in found.items()}
        if (gather, None) not in self._gathered:
            self._gathered[gather, None] = gather(self._items)
        return self._gathered[gather, None]

    def gathered_for(self, citizen: Citizen, gather: GatherOwn) -> Mapping[int, Any]:
        """The same for what is one citizen's own."""
        if (gather, citizen.pk) not in self._gathered:
            self._gathered[gather, citizen.pk] = gather(self._items, citizen)
        return self._gathered[gather, citizen.pk]


def together(item: Item) -> Together:
    """The list that an item was read for; one that was read alone makes one."""
    found: Together | None = item.__dict__.get(TOGETHER)
    return found or Together([item])


def among(items: Sequence[Item], gather: Gather) -> Mapping[int, Any]:
    """What `gather` gives for these: with the rest of their list, where they were read together."""
    group = _shared(items)
    return gather(items) if group is None else group.gathered(gather)


def _shared(items: Sequence[Item]) -> Together | None:
    groups = {id(one): one for one in (item.__dict__.get(TOGETHER) for item in items)}
    return next(iter(groups.values())) if len(groups) == 1 else None
