"""Why a viewer meets an item: one reason, the weightiest, in plain words (mission M3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.library.models import Item, ItemTerm, ShelfChoice, Translation
from cms.library.registry import item_models
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Owner, OwnerKind
from cms.personalisation.conditions import language_fields
from cms.personalisation.effects import Effect, Kind, standing_of
from cms.personalisation.feed import SHELF_PINNED
from cms.personalisation.selection import Selection
from cms.personalisation.sentence import in_language
from cms.personalisation.viewer import Viewer

NEW_FOR = timedelta(days=14)
_TOLD = (Kind.PIN, Kind.SHOW, Kind.BOOST)


@dataclass(frozen=True)
class Reason:
    """Why, in the viewer's language; ``can_be_turned_off`` with `cms.citizens.reasons`."""

    text: str
    reason_key: str
    can_be_turned_off: bool = False


@dataclass(frozen=True)
class Marks:
    """What selections look at on one item."""

    type_name: str
    slug: str
    terms: Mapping[str, frozenset[str]]
    languages: frozenset[str]
    # Of these, what the item was written in.
    written: frozenset[str]

    def are_in(self, selection: Selection, *, as_written: bool = False) -> bool:
        """Whether the item is in the selection: the same as `conditions.condition_of`."""
        languages = self.written if as_written else self.languages
        return (
            (not selection.types or self.type_name in selection.types)
            and (not selection.items or f"{self.type_name}/{self.slug}" in selection.items)
            and (not selection.language or selection.language in languages)
            and all(
                not self.terms.get(vocabulary, frozenset()).isdisjoint(slugs)
                for vocabulary, slugs in selection.terms.items()
            )
        )


def reasons(viewer: Viewer, items: Iterable[Item]) -> dict[int, Reason]:
    """Give one reason for each item, by primary key, in a handful of queries for them all."""
    listed = list(items)
    explainer = _Explainer(viewer, listed)
    with override(viewer.language):
        return {item.pk: explainer.reason(item) for item in listed}


def reason_of(viewer: Viewer, item: Item) -> Reason:
    """Give the reason for one item."""
    return reasons(viewer, [item])[item.pk]


class _Explainer:
    """Explains some items to one viewer."""

    def __init__(self, viewer: Viewer, items: Sequence[Item]) -> None:
        self.viewer, self.municipality = viewer, viewer.municipality
        self.told = [effect for effect in standing_of(viewer).effects if effect.kind in _TOLD]
        languages = any(effect.selection.language for effect in self.told)
        self.marks = marks_of(items, translated=languages)
        self.pinned = _pinned(viewer, items)
        owners = Owner.objects.filter(pk__in={item.owner_id for item in items})
        self.owner_kinds = dict(owners.values_list("pk", "kind"))

    def reason(self, item: Item) -> Reason:
        """Give the weightiest reason, in the order that `feed` sorts by."""
        marks = self.marks[item.pk]
        holding = [
            effect
            for effect in self.told
            if marks.are_in(effect.selection, as_written=effect.as_written)
        ]
        pins = [effect for effect in holding if effect.kind is Kind.PIN]
        if pins:
            return _spoken(pins[0], self.viewer)
        if item.pk in self.pinned and self.municipality is not None:
            text = _named(_("Fordi %(municipality)s anbefaler det"), self.municipality)
            return Reason(text, SHELF_PINNED, self.viewer.citizen is not None)
        if holding:
            return _spoken(max(holding, key=_importance), self.viewer)
        return self._without_rules(item)

    def _without_rules(self, item: Item) -> Reason:
        """The reason when no rule and no choice of the citizen speaks of the item."""
        if self.municipality is None:
            return Reason(_("Fordi alle i Danmark kan bruge det"), "national")
        if item.owner_id == self.municipality.pk:
            return self._of_own(item, self.municipality)
        is_national = self.owner_kinds[item.owner_id] == OwnerKind.NATIONAL
        if is_national and item.sharing != Sharing.OFFERED:
            return Reason(_("Fordi alle i Danmark kan bruge det"), "national")
        text = _("Fordi %(municipality)s har valgt det til sine borgere")
        return Reason(_named(text, self.municipality), "taken")

    def _of_own(self, item: Item, municipality: Municipality) -> Reason:
        published = item.first_published_at
        if published is not None and self.viewer.now - published <= NEW_FOR:
            return Reason(_named(_("Fordi det er nyt i %(municipality)s"), municipality), "own:new")
        return Reason(_named(_("Fordi det er lavet i %(municipality)s"), municipality), "own")


def _importance(effect: Effect) -> tuple[bool, int]:
    """Content reserved for an audience says so; else the heaviest, and of equals the first."""
    return effect.kind is Kind.SHOW, effect.weight


def _spoken(effect: Effect, viewer: Viewer) -> Reason:
    text = in_language(effect.reason, viewer.language, _("Fordi det passer til dig"))
    may_turn_off = viewer.citizen is not None and effect.kind is not Kind.SHOW
    return Reason(text, effect.reason_key, may_turn_off)


def _named(text: str, municipality: Municipality) -> str:
    return text % {"municipality": municipality.name}


def _pinned(viewer: Viewer, items: Sequence[Item]) -> frozenset[int]:
    if viewer.municipality is None or SHELF_PINNED in standing_of(viewer).reasons_off:
        return frozenset()
    choices = ShelfChoice.objects.filter(
        municipality=viewer.municipality, pinned=True, item_id__in=[item.pk for item in items]
    )
    return frozenset(choices.values_list("item_id", flat=True))


def marks_of(items: Sequence[Item], *, translated: bool = True) -> dict[int, Marks]:
    """Give each item's marks: one query for the terms, one a type where languages must be read.

    One more for the languages that items are `translated` to, for those who ask.
    """
    terms: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = ItemTerm.objects.filter(item_id__in=[item.pk for item in items])
    for pk, vocabulary, slug in rows.values_list("item_id", "term__vocabulary", "term__slug"):
        terms[pk][vocabulary].add(slug)
    languages = _languages_of(items)
    more = _translated(items) if translated else {}
    return {
        item.pk: Marks(
            item.type_name,
            item.slug,
            {name: frozenset(slugs) for name, slugs in terms[item.pk].items()},
            languages.get(item.pk, frozenset()) | more.get(item.pk, set()),
            languages.get(item.pk, frozenset()),
        )
        for item in items
    }


def _translated(items: Sequence[Item]) -> dict[int, set[str]]:
    """By item: the languages in which its owner shows it besides its own."""
    found: dict[int, set[str]] = defaultdict(set)
    of_owners = Translation.objects.filter(is_shown=True, municipality=None, item__in=items)
    for pk, language in of_owners.values_list("item_id", "language"):
        found[pk].add(language)
    return found


def _languages_of(items: Sequence[Item]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    bare: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.is_typed:
            fields = language_fields(item.type_name)
            found[item.pk] = frozenset(str(getattr(item, name)) for name in fields)
        else:
            bare[item.type_name].append(item.pk)
    for type_name, keys in bare.items():
        fields = language_fields(type_name)
        rows = item_models()[type_name].objects.everything("a column of items already chosen")
        for pk, *values in rows.filter(pk__in=keys).values_list("pk", *fields):
            found[pk] = frozenset(str(value) for value in values)
    return found
