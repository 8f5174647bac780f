"""What is on offer to a municipality: everything live that others share, narrowed by filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.databases.alphabet import by, by_key
from cms.library.models import Item, ItemQuerySet, ItemTerm, Overlay, ShelfChoice
from cms.library.overlay_states import OverlayState, standings
from cms.library.registry import declarations
from cms.library.scopes import OnOffer, Shelf
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, OwnerKind

STATES = {
    "new": _("Nyt siden sidst"),
    "shown": _("Vist hos jer"),
    "hidden": _("Ikke vist"),
    "pinned": _("Fremhævet"),
    "planned": _("Planlagt"),
    "lent": _("Udlånt til jer"),
    "own_words": _("Med egne ord"),
    "changed": _("Originalen er ændret"),
}
ORDERS = {"new": _("Nyeste først"), "title": _("Efter titel"), "owner": _("Efter ejer")}
ORDERED_BY = {
    "new": "-first_published_at",
    "title": by_key("title_order"),
    "owner": by("owner__name"),
}


@dataclass(frozen=True)
class Asked:
    """The screen's filters; a value that isn't known is as if it weren't there."""

    words: str = ""
    type_name: str = ""
    state: str = ""
    owner_kind: str = ""
    topic: str = ""
    order: str = "new"

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """The filters in an address."""
        return cls(
            words=query.get("q", "").strip()[:100],
            type_name=_known(query.get("type", ""), declarations()),
            state=_known(query.get("vis", ""), STATES),
            owner_kind=_known(query.get("fra", ""), set(OwnerKind)),
            topic=query.get("emne", "")[:60],
            order=_known(query.get("orden", ""), ORDERS) or "new",
        )


def _known(value: str, known: Any) -> str:
    return value if value in known else ""


def offered_to(municipality: Municipality) -> ItemQuerySet:
    """What others share with it; only as far as the request's scope shows it too."""
    return Item.objects.filter(OnOffer(municipality).condition())


@dataclass(frozen=True)
class Offers:
    """The offers to one municipality, as one of its editors meets them."""

    municipality: Municipality
    seen_until: datetime

    def found(self, asked: Asked) -> ItemQuerySet:
        """Those that the filters leave."""
        items = offered_to(self.municipality).filter(self._words(asked) & self._kind(asked))
        if asked.state:
            items = items.filter(self.states()[asked.state])
        return items.order_by(ORDERED_BY[asked.order], "pk").select_related("owner")

    def states(self) -> Mapping[str, Q]:
        """How each state is told."""
        here = {"municipality": self.municipality, "item_id": OuterRef("pk")}
        choices = ShelfChoice.objects.filter(**here)
        shown = Shelf(self.municipality).condition()
        return {
            "new": Q(first_published_at__gt=self.seen_until),
            "shown": shown,
            "hidden": ~shown,
            "pinned": Q(Exists(choices.filter(pinned=True))),
            "planned": Q(Exists(choices.exclude(holds_from=None, holds_until=None))),
            "lent": Q(sharing=Sharing.LENT),
            "own_words": Q(Exists(Overlay.objects.filter(**here))),
            "changed": Q(pk__in=self._changed()),
        }

    @cached_property
    def own_words(self) -> Mapping[int, OverlayState]:
        """By item: how the municipality's own words stand to the original. Read once."""
        return {one.item.pk: one.state for one in standings([self.municipality.pk])}

    def _changed(self) -> list[int]:
        states = self.own_words.items()
        return [key for key, state in states if state == OverlayState.CHANGED]

    def counts(self, asked: Asked) -> dict[str, dict[str, int]]:
        """How many items each type and each state has under the other filters."""
        by_words = offered_to(self.municipality).filter(self._words(asked))
        in_state = by_words.filter(self.states()[asked.state]) if asked.state else by_words
        types = in_state.order_by().values_list("type_name").annotate(Count("pk"))
        in_kind = by_words.filter(self._kind(asked))
        states = in_kind.aggregate(
            **{name: Count("pk", filter=state) for name, state in self.states().items()}
        )
        return {"types": dict(types), "states": states}

    def _words(self, asked: Asked) -> Q:
        condition = Q(listed_title__icontains=asked.words) if asked.words else Q()
        if asked.owner_kind:
            condition &= Q(owner__kind=asked.owner_kind)
        if asked.topic:
            marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), term__slug=asked.topic)
            condition &= Q(Exists(marks))
        return condition

    def _kind(self, asked: Asked) -> Q:
        return Q(type_name=asked.type_name) if asked.type_name else Q()
