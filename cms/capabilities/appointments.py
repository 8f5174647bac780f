"""When items happen and when a citizen is expected, asked of all capabilities in one breath.

An item that names no capability with times happens when its first moment says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from cms.capabilities.base import Capability
from cms.capabilities.pieces import Appointment, Engagement
from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.specific import read
from cms.municipalities.models import Municipality

Engagements = Mapping[str, Sequence[Engagement]]


def appointments_of(
    citizen: Citizen,
    here: Municipality,
    since: datetime,
    until: datetime,
    engagements: Engagements | None = None,
) -> list[Appointment]:
    """When the citizen is expected from `since` until before `until`, in order.

    `engagements` are the citizen's, by capability, where they have been read already.
    """
    wanted = expected_at(citizen, engagements)
    found = [
        one
        for one in times_of(_shelf(here, wanted), since, until)
        if not (only := wanted[one.item_id]) or one.key in only
    ]
    for capability in all_capabilities().values():
        found += capability.appointments(citizen, since, until)
    return sorted(found, key=lambda one: (one.starts, one.item_id))


def times_of(items: Sequence[Item], since: datetime, until: datetime) -> list[Appointment]:
    """When items happen from `since` until before `until`, in order; some queries for all."""
    found: list[Appointment] = []
    told: set[int] = set()
    for capability in all_capabilities().values():
        own = [item for item in items if capability.name in item.declaration.capabilities]
        if own and _tells_times(capability):
            told |= {item.pk for item in own}
            times = capability.times(own, since, until).values()
            found += [each for several in times for each in several]
    silent = [item for item in items if item.pk not in told]
    found += [made for item in silent for made in _declared(item, since, until)]
    return sorted(found, key=lambda one: (one.starts, one.item_id))


def expected_at(
    citizen: Citizen, engagements: Engagements | None = None
) -> dict[int, frozenset[str]]:
    """Which appointments of which items the citizen comes to; an empty set stands for all."""
    wanted: dict[int, frozenset[str]] = {}
    for name, capability in all_capabilities().items():
        if not capability.makes_appointments:
            continue
        known = engagements[name] if engagements else capability.engagements(citizen)
        for one in known:
            before = wanted.get(one.item_id, one.only)
            wanted[one.item_id] = before | one.only if before and one.only else frozenset()
    return wanted


def _shelf(here: Municipality, keys: Collection[int]) -> list[Item]:
    """Those of the items that stand on the shelf and can have moments, in one query."""
    if not keys:
        return []
    models = item_models().items()
    names = [name for name, model in models if model.declaration.fields_of("date_time")]
    shelf = Item.objects.on_shelf_of(here).filter(type_name__in=names)
    return list(read(dict.fromkeys(names, keys), shelf).values())


def _tells_times(capability: Capability) -> bool:
    return type(capability).times is not Capability.times


def _declared(item: Item, since: datetime, until: datetime) -> list[Appointment]:
    moments = [getattr(item, name) for name in item.declaration.fields_of("date_time")]
    if not moments or moments[0] is None or not since <= moments[0] < until:
        return []
    place = next((getattr(item, name) for name in item.declaration.fields_of("place")), "")
    ends = moments[1] if len(moments) > 1 else None
    return [Appointment(item.pk, f"{item.pk}", moments[0], ends, place or "")]
