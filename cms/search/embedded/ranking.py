"""Puts what was found in order and cuts out a page. The order is the same on every server."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import tantivy

from cms.search import lifts
from cms.search.embedded.distance import kilometres
from cms.search.embedded.schema import milliseconds
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import Near, SearchQuery

_SCORE_DECIMALS = 4
_FIRST_LOOK = 100


class Row(NamedTuple):
    """A hit: what it is ordered by, where it lies, and in which section it stands."""

    key: tuple[float, ...]
    address: tantivy.DocAddress
    section: int = 0


class Ranking:
    """Orders hits as a question wants them; equals by their item's number, at last by key."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        """`query` says the order, the page and, for nearness, the place."""
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._query = query

    def page(self, sections: Sequence[tantivy.Query]) -> tuple[list[Row], int]:
        """The page's rows and the number of all hits; a section comes wholly before the next."""
        rows: list[Row] = []
        total = 0
        first, end = self._query.first, self._query.first + self._query.size
        for number, section in enumerate(sections):
            here = self._slice(section, max(first - total, 0), end - total)
            rows.extend(row._replace(section=number) for row in here)
            total += self._count(section)
        return rows, total

    def _slice(self, section: tantivy.Query, first: int, end: int) -> list[Row]:
        if end <= first:
            return []
        ordered = self._by_score if self._query.sort == "relevance" else self._by_field
        return self._settled(ordered(section, end), first, end)

    def _by_score(self, section: tantivy.Query, end: int) -> list[Row]:
        """The best hits: as many as the order of the page depends on."""
        everything = max(self._searcher.num_docs, 1)
        # Without words all are equal.
        limit = min(end + _FIRST_LOOK if self._query.words else everything, everything)
        while True:
            hits = self._searcher.search(section, limit=limit, count=False).hits
            rows = self._lifted(hits)
            if len(hits) < limit or limit == everything:
                return rows
            # Neither an equal of the page's last hit nor one lifted above it may be left out.
            highest_left = round(hits[-1][0] * self._highest_lift(), _SCORE_DECIMALS)
            if highest_left < -rows[end - 1].key[0]:
                return rows
            limit = min(limit * 4, everything)

    def _lifted(self, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[Row]:
        addresses = [address for _, address in hits]
        newest = self._numbers("published", addresses)
        keys = [
            (-round(score * lift, _SCORE_DECIMALS), -moment)
            for (score, _), lift, moment in zip(hits, self._lifts(addresses), newest, strict=True)
        ]
        return self._sorted(keys, addresses)

    def _highest_lift(self) -> float:
        boosted = 1 + sum(boost.weight for boost in self._query.boosts)
        return boosted * (lifts.HIGHEST if self._query.words else 1)

    def _lifts(self, addresses: list[tantivy.DocAddress]) -> list[float]:
        """By how much each hit's score is multiplied."""
        found = [1.0] * len(addresses)
        places = [(address.segment_ord, address.doc) for address in addresses]
        for boost in self._query.boosts:
            members = self._snapshot.members(boost.selection)
            found = [
                lift + boost.weight if place in members else lift
                for lift, place in zip(found, places, strict=True)
            ]
        if not self._query.words:
            return found
        return [one * other for one, other in zip(found, self._care(addresses), strict=True)]

    def _care(self, addresses: list[tantivy.DocAddress]) -> list[float]:
        """By how much newness and quality lift each hit."""
        now = milliseconds(self._query.now)
        published = self._searcher.fast_field_values("published", addresses)
        qualities = self._searcher.fast_field_values("quality", addresses)
        return [
            lifts.lift(None if at is None else timedelta(milliseconds=now - at), quality or 0.0)
            for at, quality in zip(published, qualities, strict=True)
        ]

    def _by_field(self, section: tantivy.Query, _end: int) -> list[Row]:
        count = max(self._count(section), 1)
        if self._query.sort == "title":
            return self._by_title(section, count)
        hits = self._searcher.search(section, limit=count, count=False).hits
        addresses = [address for _, address in hits]
        return self._sorted([(value,) for value in self._sort_values(addresses)], addresses)

    def _count(self, section: tantivy.Query) -> int:
        # The library's type stub leaves `count` out.
        return int(self._searcher.search(section, limit=1).count)  # type: ignore[attr-defined]

    def _by_title(self, section: tantivy.Query, count: int) -> list[Row]:
        hits = self._searcher.search(
            section, limit=count, order_by_field="title_order", order=tantivy.Order.Asc
        ).hits
        rank: dict[str, int] = {}
        keys = [(float(rank.setdefault(title, len(rank))),) for title, _ in hits]
        return self._sorted(keys, [address for _, address in hits])

    def _sorted(
        self, keys: Sequence[tuple[float, ...]], addresses: list[tantivy.DocAddress]
    ) -> list[Row]:
        """Rows in the order of `keys`, equals in the order of their item's number."""
        items = self._numbers("item_id", addresses)
        rows = [
            Row((*key, item), address)
            for key, item, address in zip(keys, items, addresses, strict=True)
        ]
        return sorted(rows, key=lambda row: row.key)

    def _sort_values(self, addresses: list[tantivy.DocAddress]) -> list[float]:
        if self._query.sort == "newest":
            return [-moment for moment in self._numbers("published", addresses)]
        if self._query.sort == "soonest":
            return [-moment for moment in self._numbers("date", addresses, sign=-1)]
        near = self._query.near
        return [] if near is None else self._distances(near, addresses)

    def _numbers(
        self, field: str, addresses: list[tantivy.DocAddress], sign: int = 1
    ) -> list[float]:
        """Each document's number, greatest first in mind; one without comes last."""
        values = self._searcher.fast_field_values(field, addresses)
        return [-math.inf if value is None else sign * float(value) for value in values]

    def _distances(self, near: Near, addresses: list[tantivy.DocAddress]) -> list[float]:
        points = zip(
            self._searcher.fast_field_values("latitude", addresses),
            self._searcher.fast_field_values("longitude", addresses),
            strict=True,
        )
        return [
            math.inf if north is None or east is None else kilometres(near, north, east)
            for north, east in points
        ]

    def _settled(self, rows: list[Row], first: int, end: int) -> list[Row]:
        """The rows from `first` to `end`, equals among them put in the order of their keys."""
        low, high = min(first, len(rows)), min(end, len(rows))
        if low >= high:
            return []
        low, high = _group_start(rows, low), _group_end(rows, high)
        around = rows[low:high]
        if len({row.key for row in around}) < len(around):
            around.sort(key=self._with_key())
        return around[first - low : end - low]

    def _with_key(self) -> Callable[[Row], tuple[tuple[float, ...], str]]:
        return lambda row: (row.key, str(self._snapshot.stored(row.address)["key"]))


def _group_start(rows: Sequence[Row], at: int) -> int:
    while at > 0 and rows[at - 1].key == rows[at].key:
        at -= 1
    return at


def _group_end(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and rows[at].key == rows[at - 1].key:
        at += 1
    return at
