"""What a viewer's standing says of items: whether they are met, and by what they are put in order.

Said in SQL (see `cms.databases.said`), so that a list of some twenty effects is a text and no tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta

from django.db import connection

from cms.citizens.item_words import days_before
from cms.databases.said import Said, all_of, any_of
from cms.library.conditions import named, pinned_at, place_at
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.personalisation.conditions import said_of
from cms.personalisation.effects import Effect, Kind, effects_for, standing_of
from cms.personalisation.interests import COMMON_LANGUAGE
from cms.personalisation.selection import Selection
from cms.personalisation.viewer import Viewer

# The reason key of what the municipality pins; a citizen can turn it off like any other.
SHELF_PINNED = "shelf:pinned"
NEW_FOR = timedelta(days=14)
# Typed: PostgreSQL orders by a column where it meets a bare 0.
_ZERO, _NULL = Said("CAST(0 AS integer)"), Said("CAST(NULL AS integer)")
_FALSE = Said("CAST(0 AS integer) = 1")


@dataclass(frozen=True)
class Ranking:
    """Whether an item is `met`; then what decides its place, the weightiest first."""

    met: Said
    required: Said
    pin: Said
    shelf_pinned: Said
    order: Said
    boost: Said
    shelf_order: Said
    readable: Said
    new: Said

    def words(self) -> dict[str, Said]:
        """What is said, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def ranking_of(viewer: Viewer, model: type[Item]) -> Ranking:
    """Put a viewer's standing into words about a model's items; once for each viewer."""
    key = f"ranking of {model._meta.label}"
    if key not in viewer.memory:
        viewer.memory[key] = _ranking(viewer, model)
    ranking: Ranking = viewer.memory[key]
    return ranking


def _ranking(viewer: Viewer, model: type[Item]) -> Ranking:
    effects = _Effects(effects_for(viewer), model)
    here = viewer.municipality.pk if viewer.municipality else None
    is_pinning = here is not None and SHELF_PINNED not in standing_of(viewer).reasons_off
    return Ranking(
        met=effects.met(),
        required=_heaviest(effects.of(Kind.REQUIRE)),
        pin=_heaviest(effects.of(Kind.PIN)),
        shelf_pinned=pinned_at(here) if is_pinning else _FALSE,
        order=_in_order(effects.effects),
        boost=_total(effects.of(Kind.BOOST)),
        shelf_order=_NULL if here is None else place_at(here),
        readable=_readable(model, viewer),
        new=_new(viewer),
    )


class _Effects:
    """The effects on a model's items, as conditions with weights."""

    def __init__(self, effects: Sequence[Effect], model: type[Item]) -> None:
        self.effects, self.model = effects, model

    def of(self, kind: Kind) -> list[tuple[Said, int]]:
        """What effects of a kind are about, heaviest first; not those that can never hold here."""
        found = []
        for effect in self.effects:
            if effect.kind is kind:
                said = said_of(effect.selection, self.model, as_written=effect.as_written)
                if said is not None:
                    found.append((_limited(said, effect), effect.weight))
        return found

    def met(self) -> Said:
        """What is hidden is left out, and what is for others, with what outweighs either."""
        return all_of(
            ~(any_of(away) & ~any_of(stays))
            for away, stays in (
                (self._about(Kind.HIDE), self._about(Kind.REQUIRE)),
                (self._about(Kind.RESERVE), self._about(Kind.SHOW)),
            )
            if away
        )

    def _about(self, kind: Kind) -> list[Said]:
        return [said for said, _weight in self.of(kind)]


def _limited(said: Said, effect: Effect) -> Said:
    """A municipality cannot take away what the nation made mandatory, by a rule either."""
    takes_away = effect.kind in (Kind.HIDE, Kind.RESERVE)
    if takes_away and not effect.is_national:
        return said & Said("{sharing} <> %s", (Sharing.MANDATORY.value,))
    return said


def _heaviest(weighed: list[tuple[Said, int]]) -> Said:
    """The weight of the heaviest that holds; the effects come heaviest first."""
    return _case(weighed, _ZERO)


def _total(weighed: Iterable[tuple[Said, int]]) -> Said:
    parts = [_ZERO, *(_case([pair], _ZERO) for pair in weighed)]
    sql = " + ".join([part.sql for part in parts])
    return Said(sql, tuple([value for part in parts for value in part.values]))


def _in_order(effects: Iterable[Effect]) -> Said:
    """An item's place in the lists that rules put in order, the heaviest rule's list first."""
    addresses = dict.fromkeys(ordered_addresses(effects))
    return _case([(named([one]), place) for place, one in enumerate(addresses)], _NULL)


def ordered_addresses(effects: Iterable[Effect]) -> Iterable[tuple[str, str]]:
    """The items that rules put in order, as pairs of type name and slug."""
    for effect in effects:
        if effect.kind is Kind.ORDER:
            yield from effect.selection.addresses


def _readable(model: type[Item], viewer: Viewer) -> Said:
    """2 for items in the viewer's language, 1 for Danish ones, 0 for the rest."""
    own = said_of(Selection(language=viewer.language), model)
    common = said_of(Selection(language=COMMON_LANGUAGE), model)
    if own is None or common is None:
        return _ZERO
    return _case([(own, 2), (common, 1)], _ZERO)


def _new(viewer: Viewer) -> Said:
    """Whether the item came out lately; by days, so that what is kept is good for the day."""
    since = connection.ops.adapt_datetimefield_value(days_before(viewer.today, NEW_FOR.days))
    return _case([(Said("{first_published_at} >= %s", (since,)), 1)], _ZERO)


def _case(weighed: Sequence[tuple[Said, int]], otherwise: Said) -> Said:
    """The number of the first that holds."""
    if not weighed:
        return otherwise
    # Numbers of our own are written as they are: PostgreSQL knows their type then.
    whens = " ".join([f"WHEN {said.sql} THEN {int(number)}" for said, number in weighed])
    values = tuple([value for said, _number in weighed for value in said.values])
    return Said(f"CASE {whens} ELSE {otherwise.sql} END", values)
