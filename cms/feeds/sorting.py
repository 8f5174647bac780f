"""Ad by ad: which are new, changed, as they were, over, or can't come in, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.declarations import Feed
from cms.exchange.addresses import Addresses
from cms.exchange.checking import check, give_address
from cms.exchange.columns import LIVE, SHARING
from cms.exchange.filling import prepared
from cms.exchange.moves import Move, Moved
from cms.exchange.tables import Row
from cms.exchange.values import Lookups
from cms.feeds.filling import row_of
from cms.feeds.models import FeedItem, FeedRefusal
from cms.feeds.reading import Ad, value_at, word_of
from cms.library.labels import language
from cms.library.models import Item
from cms.municipalities.models import Owner

LONGEST_IDENTIFIER = 200


@dataclass
class Coming:
    """An ad that comes in: the item as it will be, and what the ad said."""

    identifier: str
    digest: str
    moved: Moved


@dataclass
class Sorted:
    """A whole answer, sorted; nothing is saved yet."""

    coming: list[Coming] = field(default_factory=list)
    refusals: list[FeedRefusal] = field(default_factory=list)
    refused: int = 0
    unchanged: int = 0
    over: int = 0
    # Every identifier that the answer names, also those of ads that are refused.
    named: set[str] = field(default_factory=set)


@dataclass
class Sorter:
    """Sorts one feed's ads against what came before. `known` is by identifier."""

    feed: Feed
    owner: Owner
    model: type[Item]
    known: Mapping[str, FeedItem]
    lookups: Lookups
    found: Sorted = field(default_factory=Sorted)

    def sort(self, ads: Sequence[Any]) -> Sorted:
        """Every ad by itself: one that is broken keeps none of the others out."""
        addresses = Addresses(self.model)
        items = self._items()
        for position, ad in enumerate(ads, start=1):
            identifier = self._identified(position, ad)
            if identifier:
                self._sort(position, ad, identifier, addresses, items)
        return self.found

    def _items(self) -> dict[int, Item]:
        """What came before, read once."""
        keys = FeedItem.objects.filter(feed=self.feed.name).values("item_id")
        rows = self.model.objects.filter(pk__in=keys).select_related("owner")
        return {item.pk: item for item in rows}

    def _identified(self, position: int, ad: Any) -> str:
        """By what the ad is known; empty where it can't be told."""
        if not isinstance(ad, dict):
            reason = _("Opslaget er ikke et objekt med egenskaber.")
            self._refuse(position, {}, [("", reason, _("Bed kilden om at rette det."))])
            return ""
        identifier, place = word_of(value_at(ad, self.feed.identifier)), self.feed.identifier
        if not identifier:
            reason, way_out = (
                _("Opslaget har intet nummer."),
                _("Giv hvert opslag sit eget nummer."),
            )
        elif len(identifier) > LONGEST_IDENTIFIER:
            reason, way_out = _("Nummeret er for langt."), _("Det må højst fylde 200 tegn.")
        elif identifier in self.found.named:
            reason = _("Et opslag længere oppe har samme nummer.")
            way_out = _("Det første er brugt. Giv hvert opslag sit eget nummer.")
        else:
            self.found.named.add(identifier)
            return identifier
        self._refuse(position, ad, [(place, reason, way_out)])
        return ""

    def _sort(
        self,
        position: int,
        ad: Ad,
        identifier: str,
        addresses: Addresses,
        items: Mapping[int, Item],
    ) -> None:
        known, digest = self.known.get(identifier), digest_of(ad)
        if known is not None and known.digest == digest and not known.is_gone:
            self.found.unchanged += 1
            return
        item = items.get(known.item_id) if known else None
        values, faults = row_of(ad, self.feed, self.model.declaration.fields, self.lookups.terms)
        move, ready = self._prepared(position, values, faults, item, addresses)
        if move.findings or ready is None:
            ask = _("Bed kilden om at rette det.")
            said = [
                (self._label(one.place.column), one.reason, one.way_out or ask)
                for one in move.findings
            ]
            self._refuse(position, ad, said)
        elif item is None and is_over(ready.item):
            self.found.over += 1
        else:
            self.found.coming.append(Coming(identifier, digest, ready))

    def _prepared(
        self,
        position: int,
        values: dict[str, Any],
        faults: Mapping[str, str],
        item: Item | None,
        addresses: Addresses,
    ) -> tuple[Move, Moved | None]:
        """The item with the ad's values, checked as the editors' form would."""
        move = Move(self.owner, None, True, self.lookups)
        row = Row(self.feed.name, position, self._with_standing(values, item))
        for name, reason in faults.items():
            move.note(row, name, reason)
        one = prepared(move, self.model, row, item)
        if one is not None and not move.findings:
            # A title that others have, too, is no mistake here: many seek the same.
            check(move, one, set())
        if one is not None and one.is_new and not move.findings:
            give_address(move, one, addresses)
        return move, one

    def _with_standing(self, values: dict[str, Any], item: Item | None) -> dict[str, Any]:
        """What was taken down by hand stays so; what was only gone is shown again."""
        if item is None:
            return {**values, SHARING: self.feed.sharing}
        return {**values, LIVE: True} if item.expired else values

    def _label(self, column: str) -> str:
        declared = self.model.declaration.fields.get(column)
        return declared.label.in_language(language()) if declared else column

    def _refuse(self, position: int, ad: Ad, said: Sequence[tuple[str, str, str]]) -> None:
        self.found.refused += 1
        title = word_of(value_at(ad, next(iter(self.feed.fields.values())).property))
        identifier = word_of(value_at(ad, self.feed.identifier))
        for place, reason, way_out in said:
            self.found.refusals.append(
                FeedRefusal(
                    position=position,
                    identifier=identifier[:LONGEST_IDENTIFIER],
                    title=title[:LONGEST_IDENTIFIER],
                    field=place[:80],
                    reason=reason,
                    way_out=way_out,
                )
            )


def is_over(item: Item) -> bool:
    """Whether nobody could meet it any more."""
    item.fill_in()
    return item.closes_at is not None and item.closes_at <= timezone.now()


def digest_of(ad: Ad) -> str:
    """What tells whether an ad has changed; the order of its properties is nothing."""
    return hashlib.sha256(orjson.dumps(ad, option=orjson.OPT_SORT_KEYS)).hexdigest()
