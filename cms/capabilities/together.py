"""Items that were read for one list or page: what one of them asks for is gathered for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cms.citizens.models import Citizen
from cms.library.models import Item

# Both give what they found by the item's primary key.
Gather = Callable[[Sequence[Item]], Mapping[int, Any]]
GatherOwn = Callable[[Sequence[Item], Citizen], Mapping[int, Any]]
TOGETHER = "_read_together"


class Together:
    """Items that were read for one list, and what was gathered for all of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        """Remember the list on each item."""
        self._items = items
        self._gathered: dict[tuple[object, int | None], Mapping[int, Any]] = {}
        for item in items:
            item.__dict__[TOGETHER] = self

    def gathered(self, gather: Gather) -> Mapping[int, Any]:
        """What `gather` gives for all, by primary key; asked once."""
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


def own_among(items: Sequence[Item], citizen: Citizen, gather: GatherOwn) -> Mapping[int, Any]:
    """The same for what is one citizen's own."""
    group = _shared(items)
    return gather(items, citizen) if group is None else group.gathered_for(citizen, gather)


def _shared(items: Sequence[Item]) -> Together | None:
    groups = {id(one): one for one in (item.__dict__.get(TOGETHER) for item in items)}
    return next(iter(groups.values())) if len(groups) == 1 else None
