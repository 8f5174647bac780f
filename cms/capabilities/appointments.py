"""When items happen and when a citizen is expected, asked of all capabilities in one breath.

An item that names no capability with times happens when its first moment says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from cms.capabilities.base import Capability
from cms.capabilities.pieces import Appointment, Engagement
from cms.capabilities.registry import all_capabilities, capabilities_of
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import item_models
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
    items = [item for model in item_models().values() for item in _shelf(model, here, wanted)]
    found = [
        one
        for one in times_of(items, since, until)
        if not (only := wanted[one.item_id]) or one.key in only
    ]
    for capability in all_capabilities().values():
        found += capability.appointments(citizen, since, until)
    return sorted(found, key=lambda one: (one.starts, one.item_id))


def times_of(items: Sequence[Item], since: datetime, until: datetime) -> list[Appointment]:
    """When items happen from `since` until before `until`, in order; some queries for all."""
    found: list[Appointment] = []
    for model in {type(item) for item in items}:
        own = [item for item in items if type(item) is model]
        telling = [one for one in capabilities_of(model) if _tells_times(one)]
        for one in telling:
            found += [each for times in one.times(own, since, until).values() for each in times]
        if not telling:
            found += [made for item in own for made in _declared(item, since, until)]
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


def _shelf(model: type[Item], here: Municipality, keys: Collection[int]) -> list[Item]:
    if not keys or not model.declaration.fields_of("date_time"):
        return []
    return list(model.objects.on_shelf_of(here).filter(pk__in=keys))


def _tells_times(capability: Capability) -> bool:
    return type(capability).times is not Capability.times


def _declared(item: Item, since: datetime, until: datetime) -> list[Appointment]:
    moments = [getattr(item, name) for name in item.declaration.fields_of("date_time")]
    if not moments or moments[0] is None or not since <= moments[0] < until:
        return []
    place = next((getattr(item, name) for name in item.declaration.fields_of("place")), "")
    ends = moments[1] if len(moments) > 1 else None
    return [Appointment(item.pk, f"{item.pk}", moments[0], ends, place or "")]
