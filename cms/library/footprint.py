"""What municipalities have made of a shared item: where it is shown, pinned, and in whose words.

Asked before something is taken away from them. The choices themselves are kept when an item's
sharing changes or it is unpublished, so going back brings everything back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cms.databases.alphabet import by
from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality


@dataclass(frozen=True)
class Terms:
    """How an item is shared: the level, and to whom it is lent where the level is that."""

    sharing: str
    lent_to: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Footprint:
    """Municipalities, in the order of their names: who shows, who pins, who has own words."""

    shown: tuple[Municipality, ...] = ()
    pinned: tuple[Municipality, ...] = ()
    own_words: tuple[Municipality, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody would miss anything."""
        return bool(self.shown or self.pinned or self.own_words)


@dataclass(frozen=True)
class Around:
    """What municipalities say of one item, read once."""

    item: Item
    municipalities: Mapping[int, Municipality]
    choices: tuple[ShelfChoice, ...]
    own_words: frozenset[int]

    @classmethod
    def of(cls, items: Iterable[Item]) -> dict[int, Around]:
        """For several items by primary key: three queries, however many. Owners are left out."""
        listed = list(items)
        keys = [item.pk for item in listed]
        everyone = {one.pk: one for one in Municipality.objects.order_by(by("name"))}
        choices: dict[int, list[ShelfChoice]] = {key: [] for key in keys}
        for choice in ShelfChoice.objects.filter(item_id__in=keys):
            choices[choice.item_id].append(choice)
        words: dict[int, set[int]] = {key: set() for key in keys}
        rows = Overlay.objects.filter(item_id__in=keys).values_list("item_id", "municipality_id")
        for key, municipality in rows:
            words[key].add(municipality)
        return {
            item.pk: cls(item, everyone, tuple(choices[item.pk]), frozenset(words[item.pk]))
            for item in listed
        }

    def footprint(self, terms: Terms) -> Footprint:
        """Who shows, pins and has own words on the item, were it live and shared like this.

        A pin or own words count where the municipality may show the item, shown just now or not.
        """
        reached = self._reached(terms)
        shown = self._shown(terms)
        pinned = {choice.municipality_id for choice in self.choices if choice.pinned}
        return Footprint(
            self._named(shown), self._named(pinned & reached), self._named(self.own_words & reached)
        )

    def lost(self, before: Terms, after: Terms) -> Footprint:
        """What municipalities have under the terms before and not under those after."""
        had, kept = self.footprint(before), self.footprint(after)
        groups = zip(
            (had.shown, had.pinned, had.own_words),
            (kept.shown, kept.pinned, kept.own_words),
            strict=True,
        )
        return Footprint(*(tuple(one for one in was if one not in now) for was, now in groups))

    def _reached(self, terms: Terms) -> set[int]:
        """Who may show the item."""
        others = self.municipalities.keys() - {self.item.owner_id}
        if terms.sharing == Sharing.PRIVATE:
            return set()
        return set(others & terms.lent_to) if terms.sharing == Sharing.LENT else set(others)

    def _shown(self, terms: Terms) -> set[int]:
        """Who shows it now: the same as `cms.library.scopes.Shelf`, for all at once."""
        now = timezone.now()
        said = {choice.municipality_id: choice.says(now) for choice in self.choices}
        reached = self._reached(terms)
        if terms.sharing == Sharing.MANDATORY:
            return reached
        if terms.sharing == Sharing.ON_BY_DEFAULT:
            return {key for key in reached if said.get(key) is not False}
        return {key for key in reached if said.get(key)}

    def _named(self, keys: Collection[int]) -> tuple[Municipality, ...]:
        return tuple(one for key, one in self.municipalities.items() if key in keys)


def terms_of(item: Item) -> Terms:
    """How the item is shared in the database now."""
    lent = Loan.objects.filter(item_id=item.pk).values_list("municipality_id", flat=True)
    return Terms(item.sharing, frozenset(lent))


def footprint(item: Item) -> Footprint:
    """What municipalities have made of a live item; nothing where it isn't live."""
    return Around.of([item])[item.pk].footprint(terms_of(item)) if item.live else Footprint()


def loss(item: Item, after: Terms, *, ends_at: datetime | None = None) -> Footprint:
    """What municipalities lose when the item as it stands in the database is shared like this.

    Where it is also to be taken down by itself, and sooner than was said before, they lose it all.
    """
    published = Item.objects.everything("what a change takes away").filter(pk=item.pk).first()
    if published is None or not published.live:
        return Footprint()
    if _ends_sooner(published, ends_at):
        return Around.of([published])[item.pk].footprint(terms_of(published))
    if after.sharing == published.sharing != Sharing.LENT:
        return Footprint()
    return Around.of([published])[item.pk].lost(terms_of(published), after)


def _ends_sooner(published: Item, ends_at: datetime | None) -> bool:
    return ends_at is not None and (published.expire_at is None or ends_at < published.expire_at)
