"""Where items stand in their series, as one municipality's readers meet it.

What isn't on the shelf there is skipped: it is neither counted nor anybody's next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cms.capabilities.own import own_of
from cms.capabilities.series.models import Series, SeriesPlace, SeriesStep
from cms.capabilities.series.rules import Position, next_to_do, position_of
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.registry import models_with
from cms.library.scope import active_scope
from cms.library.scopes import Shelf
from cms.library.specific import read
from cms.municipalities.models import Municipality
from cms.stamps.services import read_once

NAME = "series"


@dataclass(frozen=True)
class Standing:
    """An item's series, where it stands there, and the keys and types of all that do."""

    series: Series
    position: Position
    members: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Standings:
    """Gathers where many items stand, in one query."""

    here: Municipality

    def __call__(self, items: Sequence[Item]) -> dict[int, Standing]:
        """By primary key; what stands in no series, or alone in one, is left out."""
        keys = [item.pk for item in items]
        listed = _by_series(_members(self.here, series_place__series__places__item__in=keys))
        return {
            item.pk: Standing(item.series_place.series, found, [(i.type_name, i.pk) for i in those])
            for those in listed.values()
            for item in those
            if (found := position_of(item.pk, [one.pk for one in those]))
        }


@dataclass(frozen=True)
class Members:
    """Gathers the items beside many in their series, in the municipality's words."""

    here: Municipality
    language: str

    def __call__(self, items: Sequence[Item]) -> dict[int, dict[int, Item]]:
        """By primary key all that stand in its series, by primary key, in their order."""
        stands = among(items, Standings(self.here))
        keys: dict[str, set[int]] = defaultdict(set)
        for stand in stands.values():
            for type_name, key in stand.members:
                keys[type_name].add(key)
        found = read(keys, Item.objects.on_shelf_of(self.here)) if keys else {}
        shown = {one.pk: one for one in present(found.values(), self.here, self.language)}
        return {
            key: {pk: shown[pk] for _type, pk in stand.members if pk in shown}
            for key, stand in stands.items()
        }


def here(citizen: Citizen | None) -> Municipality | None:
    """Whose shelf the page stands on; the citizen's own where no door has said."""
    scope = active_scope()
    if isinstance(scope, Shelf):
        return scope.municipality
    return citizen.municipality if citizen else None


def done_among(items: Sequence[Item], citizen: Citizen) -> dict[int, SeriesStep]:
    """Which of many items the citizen has finished in a series."""
    keys = [item.pk for item in items]
    return {row.item_id: row for row in SeriesStep.objects.filter(citizen=citizen, item__in=keys)}


def done_by(citizen: Citizen) -> frozenset[int]:
    """The keys of all that the citizen has finished in series."""
    return frozenset(row.item_id for row in own_of(SeriesStep, citizen))


def going_on(citizen: Citizen) -> list[Standing]:
    """What comes next in each series that the citizen has begun and not finished."""
    return list(read_once((NAME, citizen.pk), lambda: _going_on(citizen)))


def _going_on(citizen: Citizen) -> list[Standing]:
    done = done_by(citizen)
    if not done:
        return []
    own = SeriesPlace.objects.filter(item__series_steps__citizen=citizen)
    rows = _members(citizen.municipality, series_place__series__in=own.values("series"))
    return [stand for those in _by_series(rows).values() if (stand := _next_of(those, done))]


def _next_of(those: Sequence[Any], done: Collection[int]) -> Standing | None:
    members = [one.pk for one in those]
    wanted = next_to_do(members, done)
    position = position_of(wanted, members) if wanted else None
    if position is None:
        return None
    listed = [(one.type_name, one.pk) for one in those]
    return Standing(those[0].series_place.series, position, listed)


def _members(here: Municipality, **which: Any) -> Any:
    """Bare items on the shelf with their places, in the series' order."""
    types = [model.declaration.name for model in models_with(NAME)]
    shelf = Item.objects.on_shelf_of(here).filter(Q(**which), type_name__in=types)
    order = ("series_place__series_id", "series_place__number", "pk")
    return shelf.select_related("series_place__series").order_by(*order).distinct()


def _by_series(members: Any) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for item in members:
        found[item.series_place.series_id].append(item)
    return found
