"""How a municipality's own words stand beside their originals. Worked out, never stored.

An overlay keeps what the original said when each field was written. Comparing that with what the
original says now can't be wrong, whoever changed the original and by whatever door. The number of
queries is that of the types, however many overlays there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from cms.library.models import Item, Loan, Overlay
from cms.library.registry import item_models
from cms.library.sharing import WITH_ALL, Sharing

# The form's editor gives paragraphs keys of its own; they are no words.
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')
# Primary keys, or a query that finds them.
Keys = Collection[int] | QuerySet[Any, Any]
_REASON = "a municipality's own words are compared with their originals"


class OverlayState(StrEnum):
    """What is most worth knowing about an overlay, the most pressing first."""

    CHANGED = "changed"
    NOT_SHARED = "not_shared"
    NOT_OVERRIDABLE = "not_overridable"
    CURRENT = "current"


@dataclass(frozen=True)
class OverlayStanding:
    """One overlay beside its original. `item` is the bare one."""

    overlay: Overlay
    item: Item
    is_shared: bool
    changed: tuple[str, ...]
    asleep: tuple[str, ...]

    @property
    def state(self) -> OverlayState:
        """The most pressing thing to know."""
        if not self.is_shared:
            return OverlayState.NOT_SHARED
        if self.changed:
            return OverlayState.CHANGED
        return OverlayState.NOT_OVERRIDABLE if self.asleep else OverlayState.CURRENT

    @property
    def title(self) -> str:
        """The original's title; of one no longer shared only what the municipality knew."""
        if self.is_shared:
            return self.item.listed_title
        name = item_models()[self.item.type_name].declaration.title_field
        known = self.overlay.values.get(name) or self.overlay.originals.get(name)
        return str(known or "")


def standings(municipalities: Keys, items: Keys | None = None) -> list[OverlayStanding]:
    """Every overlay of these municipalities, or those over some items, latest first."""
    found = Overlay.objects.filter(municipality_id__in=municipalities)
    if items is not None:
        found = found.filter(item_id__in=items)
    beside = found.select_related("item", "municipality")
    overlays = list(beside.order_by("-changed_at", "-pk"))
    now = _originals_now(overlays)
    loans = _loans([overlay.item for overlay in overlays], municipalities)
    return [
        _standing(
            overlay,
            now.get(overlay.item_id, {}),
            _is_shared(overlay.item, overlay.municipality_id, loans),
        )
        for overlay in overlays
    ]


def changed_fields(overlay: Overlay, now: Mapping[str, Any]) -> Sequence[str]:
    """Overridden fields whose original says something new; the same words on both sides don't."""
    return [
        name
        for name, was in overlay.originals.items()
        if name in now
        and not same_words(now[name], was)
        and not same_words(now[name], overlay.values.get(name))
    ]


def is_shared_with(item: Item, municipality_id: int) -> bool:
    """Whether a municipality may still show the item, whatever it has chosen."""
    return _is_shared(item, municipality_id, _loans([item], [municipality_id]))


def _is_shared(item: Item, municipality_id: int, loans: Collection[tuple[int, int]]) -> bool:
    if item.owner_id == municipality_id:
        return True
    is_lent = item.sharing == Sharing.LENT and (item.pk, municipality_id) in loans
    return bool(item.live and (item.sharing in WITH_ALL or is_lent))


def _loans(items: Iterable[Item], municipalities: Keys) -> set[tuple[int, int]]:
    """Which of the items are lent to which of the municipalities; one query where any is lent."""
    lent = [item.pk for item in items if item.sharing == Sharing.LENT]
    if not lent:
        return set()
    found = Loan.objects.filter(item_id__in=lent, municipality_id__in=municipalities)
    return set(found.values_list("item_id", "municipality_id"))


def _standing(overlay: Overlay, now: Mapping[str, Any], is_shared: bool) -> OverlayStanding:
    return OverlayStanding(
        overlay,
        overlay.item,
        is_shared,
        tuple(changed_fields(overlay, now)),
        tuple(name for name in overlay.values if name not in now),
    )


def _originals_now(overlays: Iterable[Overlay]) -> dict[int, dict[str, Any]]:
    """By item: what each overridable field says now. One query a type."""
    keys: dict[str, list[int]] = defaultdict(list)
    for overlay in overlays:
        keys[overlay.item.type_name].append(overlay.item_id)
    found: dict[int, dict[str, Any]] = {}
    for type_name, numbers in keys.items():
        model = item_models()[type_name]
        rows = model.objects.everything(_REASON).filter(pk__in=numbers)
        for row in rows.values("pk", *model.declaration.overridable):
            found[row.pop("pk")] = row
    return found


def same_words(one: Any, other: Any) -> bool:
    """Whether a reader meets the same; how a form writes line breaks is no difference."""
    return bool(_words(one) == _words(other))


def _words(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return PARAGRAPH_KEY.sub("", value.replace("\r\n", "\n"))
