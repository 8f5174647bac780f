"""How translations stand beside their originals. Worked out, never stored; one query a type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cms.library.models import Item, Translation
from cms.library.registry import item_models
from cms.library.translations import outdated, untranslated

_REASON = "translations are compared with their originals"


class TranslationState(StrEnum):
    """What is most worth knowing about an item in a language, the most pressing first."""

    CHANGED = "changed"
    MISSING = "missing"
    HIDDEN = "hidden"
    PARTLY = "partly"
    SHOWN = "shown"


@dataclass(frozen=True)
class TranslationStanding:
    """One translation beside its original."""

    translation: Translation
    changed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def state(self) -> TranslationState:
        """The most pressing thing to know."""
        if self.changed:
            return TranslationState.CHANGED
        if not self.translation.is_shown:
            return TranslationState.HIDDEN
        return TranslationState.PARTLY if self.missing else TranslationState.SHOWN


def standings_of(found: Iterable[Translation]) -> list[TranslationStanding]:
    """The same translations, each with how it stands."""
    listed = list(found)
    items = _items(listed)
    return [
        TranslationStanding(
            each,
            tuple(outdated(each, items[each.item_id])),
            tuple(untranslated(each, items[each.item_id])),
        )
        for each in listed
        if each.item_id in items
    ]


def _items(found: Iterable[Translation]) -> dict[int, Item]:
    keys: dict[str, set[int]] = defaultdict(set)
    for each in found:
        keys[each.item.type_name].add(each.item_id)
    items: dict[int, Item] = {}
    for type_name, numbers in keys.items():
        model = item_models()[type_name]
        items |= {row.pk: row for row in model.objects.everything(_REASON).filter(pk__in=numbers)}
    return items
