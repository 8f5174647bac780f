"""Why a viewer meets an item: one reason, the weightiest, in plain words (mission M3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.citizens.item_words import days_before
from cms.library.around import around_of
from cms.library.models import Item, ShelfChoice
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Owner, OwnerKind
from cms.personalisation.effects import Effect, Kind, spoken_reasons, standing_of
from cms.personalisation.marks import marks_of
from cms.personalisation.ranking import NEW_FOR, SHELF_PINNED
from cms.personalisation.sentence import in_language
from cms.personalisation.viewer import Viewer

_TOLD = (Kind.REQUIRE, Kind.PIN, Kind.SHOW, Kind.BOOST, Kind.ORDER)
_OUTRANKING = (Kind.REQUIRE, Kind.PIN)
# Who may see something, and what one must see, is not a matter of taste.
_STAYING = (Kind.SHOW, Kind.REQUIRE)


@dataclass(frozen=True)
class Reason:
    """Why, in the viewer's language; ``can_be_turned_off`` with `cms.citizens.reasons`.

    `is_everybodys` says that it is the same for all who live there: true of one's own page of the
    item, but no news on each card of a list.
    """

    text: str
    reason_key: str
    can_be_turned_off: bool = False
    is_everybodys: bool = False


def reasons(viewer: Viewer, items: Iterable[Item]) -> dict[int, Reason]:
    """Give one reason for each item, by primary key, in a handful of queries for them all."""
    listed = list(items)
    explainer = _Explainer(viewer, listed)
    with override(viewer.language):
        return {item.pk: explainer.reason(item) for item in listed}


def reason_of(viewer: Viewer, item: Item) -> Reason:
    """Give the reason for one item."""
    return reasons(viewer, [item])[item.pk]


def reasons_turned_off(viewer: Viewer) -> list[tuple[str, str]]:
    """The reasons that a citizen has turned off: the key, and the reason in the citizen's language.

    One that nothing speaks of any more is left out: it turns nothing off.
    """
    said = spoken_reasons(viewer)
    with override(viewer.language):
        said[SHELF_PINNED] = _named(_("Fordi %(municipality)s anbefaler det"), viewer.here)
    off = sorted(standing_of(viewer).reasons_off)
    return [(key, said[key]) for key in off if said.get(key)]


class _Explainer:
    """Explains some items to one viewer."""

    def __init__(self, viewer: Viewer, items: Sequence[Item]) -> None:
        self.viewer, self.municipality = viewer, viewer.municipality
        self.told = [effect for effect in standing_of(viewer).effects if effect.kind in _TOLD]
        languages = any(effect.selection.language for effect in self.told)
        self.owners = _owners(items)
        slugs = {owner.pk: owner.slug for owner in self.owners.values()}
        self.marks = marks_of(items, slugs, translated=languages)
        self.pinned = _pinned(viewer, items)

    def reason(self, item: Item) -> Reason:
        """Give the weightiest reason, in the order that `feed` sorts by."""
        marks = self.marks[item.pk]
        holding = [
            effect
            for effect in self.told
            if marks.are_in(effect.selection, as_written=effect.as_written)
        ]
        outranking = [effect for effect in holding if effect.kind in _OUTRANKING]
        if outranking:
            return _spoken(outranking[0], self.viewer)
        if item.pk in self.pinned and self.municipality is not None:
            text = _named(_("Fordi %(municipality)s anbefaler det"), self.municipality)
            return Reason(text, SHELF_PINNED, self.viewer.citizen is not None)
        if holding:
            return _spoken(max(holding, key=_importance), self.viewer)
        return self._without_rules(item)

    def _without_rules(self, item: Item) -> Reason:
        """The reason when no rule and no choice of the citizen speaks of the item."""
        if self.municipality is None:
            return _open_to_all()
        if item.owner_id == self.municipality.pk:
            return self._of_own(item, self.municipality)
        is_national = self.owners[item.owner_id].kind == OwnerKind.NATIONAL
        if is_national and item.sharing != Sharing.OFFERED:
            return _open_to_all()
        text = _("Fordi %(municipality)s har valgt det til sine borgere")
        return Reason(_named(text, self.municipality), "taken", is_everybodys=True)

    def _of_own(self, item: Item, municipality: Municipality) -> Reason:
        published = item.first_published_at
        if published is not None and published >= days_before(self.viewer.today, NEW_FOR.days):
            text = _named(_("Fordi det er nyt i %(municipality)s"), municipality)
            return Reason(text, "own:new", is_everybodys=True)
        text = _named(_("Fordi det er lavet i %(municipality)s"), municipality)
        return Reason(text, "own", is_everybodys=True)


def _importance(effect: Effect) -> tuple[bool, int]:
    """Content reserved for an audience says so; else the heaviest, and of equals the first."""
    return effect.kind is Kind.SHOW, effect.weight


def _spoken(effect: Effect, viewer: Viewer) -> Reason:
    text = in_language(effect.reason, viewer.language, _("Fordi det passer til dig"))
    may_turn_off = viewer.citizen is not None and effect.kind not in _STAYING
    return Reason(text, effect.reason_key, may_turn_off)


def _open_to_all() -> Reason:
    return Reason(_("Fordi alle i Danmark kan bruge det"), "national", is_everybodys=True)


def _named(text: str, municipality: Municipality) -> str:
    return text % {"municipality": municipality.name}


def _owners(items: Sequence[Item]) -> dict[int, Owner]:
    """The owners by primary key; those that came with their items are not read again."""
    field: Any = Item._meta.get_field("owner")
    known = {item.owner_id: item.owner for item in items if field.is_cached(item)}
    missing = {item.owner_id for item in items} - known.keys()
    return known | (Owner.objects.in_bulk(missing) if missing else {})


def _pinned(viewer: Viewer, items: Sequence[Item]) -> frozenset[int]:
    if viewer.municipality is None or SHELF_PINNED in standing_of(viewer).reasons_off:
        return frozenset()
    around = around_of(items, viewer.municipality)
    if around is not None:
        return frozenset(around.pinned)
    choices = ShelfChoice.objects.filter(
        municipality=viewer.municipality, pinned=True, item_id__in=[item.pk for item in items]
    )
    return frozenset(choices.values_list("item_id", flat=True))
