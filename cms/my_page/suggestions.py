"""What rules suggest to a citizen's plan, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.specific import specific
from cms.personalisation.conditions import condition_of
from cms.personalisation.effects import Effect, Kind, effects_for
from cms.personalisation.feed import visible_to
from cms.personalisation.sentence import in_language
from cms.personalisation.viewer import Viewer
from cms.plans.services import declined

MOST = 3


@dataclass(frozen=True)
class Suggested:
    """An item for the plan, why, and the key by which that reason is turned off."""

    item: Item
    reason: str
    reason_key: str


def suggestions(viewer: Viewer, citizen: Citizen, most: int = MOST) -> list[Suggested]:
    """The suggestions of the heaviest rules first.

    What is in the plan already, whatever became of it, and what was declined is not suggested.
    """
    effects = [effect for effect in effects_for(viewer) if effect.kind is Kind.SUGGEST]
    if not effects:
        return []
    known = set(citizen.plan_activities.exclude(item=None).values_list("item_id", flat=True))
    known |= declined(citizen)
    found: dict[int, Effect] = {}
    for effect in effects:
        room = most - len(found)
        if room > 0:
            found |= dict.fromkeys(_items_of(effect, viewer, known | found.keys(), room), effect)
    return _told(found, viewer)


def _items_of(effect: Effect, viewer: Viewer, without: set[int], room: int) -> list[int]:
    condition = condition_of(effect.selection, Item)
    if condition is None:
        return []
    shelf = Item.objects.on_shelf_of(viewer.here).filter(condition).exclude(pk__in=without)
    return list(
        visible_to(shelf, viewer).order_by("slug", "pk").values_list("pk", flat=True)[:room]
    )


def _told(found: dict[int, Effect], viewer: Viewer) -> list[Suggested]:
    bare = Item.objects.on_shelf_of(viewer.here).in_bulk(list(found))
    items = specific([bare[key] for key in found if key in bare], viewer.here)
    return [
        Suggested(
            item,
            in_language(found[item.pk].reason, viewer.language, ""),
            found[item.pk].reason_key,
        )
        for item in items
    ]
