"""Puts what was found in order and cuts out a page. The order is the same on every server."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import DocAddress, Query

from cms.search import lifts
from cms.search.embedded.lifting import Found, Lifting, Part
from cms.search.embedded.moments import milliseconds
from cms.search.embedded.nearness import nearest
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.windows import window
from cms.search.query import SearchQuery

_SCORE_DECIMALS: Final = 4
_FIRST_LOOK: Final = 100
# The column that holds each order's values, and the one that tells equals of it apart.
_COLUMNS: Final = {
    "newest": ("newest", "published"),
    "soonest": ("soonest", "date"),
    "title": ("title_order", "item_id"),
}

Key = tuple[float, ...]


class Row(NamedTuple):
    """A hit: what it is ordered by, where it lies, its score, and in which section it stands."""

    key: Key
    address: DocAddress
    score: float = 0.0
    section: int = 0


class Ranking:
    """Orders hits as a question wants them; equals by their item's number, at last by key."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery, *, is_scored: bool) -> None:
        """`query` says the order, the page and, for nearness, the place.

        Where hits are not scored, all are equal but for their lifts, and the newest comes first.
        """
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._query = query
        self._is_scored = is_scored
        self._lifting = Lifting(snapshot.searcher, snapshot.clauses, self._look)

    def page(self, sections: Sequence[Query]) -> tuple[list[Row], int]:
        """The page's rows and the number of all hits; a section comes wholly before the next."""
        rows: list[Row] = []
        total = 0
        first, end = self._query.first, self._query.first + self._query.size
        for number, section in enumerate(sections):
            here, count = self._slice(section, max(first - total, 0), end - total)
            rows.extend(row._replace(section=number) for row in here)
            total += count
        return rows, total

    def _slice(self, section: Query, first: int, end: int) -> tuple[list[Row], int]:
        if end <= first:
            return [], self._look(section, 1).total
        if self._query.sort == "nearest":
            return self._by_nearness(section, first, end)
        if self._query.sort != "relevance":
            return self._by_column(section, self._query.sort, first, end)
        if self._is_scored or self._query.boosts:
            return self._by_score(section, first, end)
        rows, total = self._by_column(section, "newest", first, end)
        return [row._replace(score=1.0) for row in rows], total

    def _by_column(self, section: Query, order: str, first: int, end: int) -> tuple[list[Row], int]:
        column, closer = _COLUMNS[order]
        seen = window(self._searcher, section, column, first, end)
        addresses = [address for _, address in seen.hits]
        values = self._ranks([value for value, _ in seen.hits])
        sign = -1 if order == "newest" else 1
        rows = self._rows([values, self._numbers(closer, addresses, sign)], addresses)
        return self._settled(rows, first - seen.start, end - seen.start), seen.total

    def _by_nearness(self, section: Query, first: int, end: int) -> tuple[list[Row], int]:
        if self._query.near is None:
            return [], 0
        total = self._look(section, 1).total
        found = nearest(self._snapshot, section, self._query.near, end, total)
        rows = self._rows([[away for away, _ in found]], [address for _, address in found])
        return self._settled(rows, first, end), total

    def _by_score(self, section: Query, first: int, end: int) -> tuple[list[Row], int]:
        """The best hits: as many as the order of the page depends on."""
        parts = self._lifting.parts(section, self._query.boosts, end + _FIRST_LOOK)
        while True:
            rows = sorted((row for part in parts for row in self._scored(part)), key=_key)
            hiding = [at for at, part in enumerate(parts) if self._may_hide(part, rows, end)]
            if not hiding:
                return self._settled(rows, first, end), sum(p.found.total for p in parts)
            for at in hiding:
                parts[at] = self._lifting.more(parts[at])

    def _look(self, query: Query, many: int) -> Found:
        """The first hits: those that score most, or the newest."""
        in_order: dict[str, Any] = {"order_by_field": "newest", "order": tantivy.Order.Asc}
        found = self._searcher.search(query, limit=many, **({} if self._is_scored else in_order))
        # The library's type stub leaves `count` out.
        return Found(found.hits, int(found.count))  # type: ignore[attr-defined]

    def _scored(self, part: Part) -> list[Row]:
        """The hits of a part that were found, with their scores."""
        addresses = [address for _, address in part.found.hits]
        scores = self._scores(part, addresses)
        newest = self._searcher.fast_field_values("newest", addresses)
        published = self._numbers("published", addresses, -1)
        rows = self._rows([[-score for score in scores], newest, published], addresses)
        return [row._replace(score=-row.key[0]) for row in rows]

    def _scores(self, part: Part, addresses: list[DocAddress]) -> list[float]:
        given = self._lifting.lifts(part)
        if self._is_scored:
            plain = [score for score, _ in part.found.hits]
            given = [score * lift for score, lift in zip(plain, given, strict=True)]
        if self._query.words:
            care = self._care(addresses)
            given = [score * lift for score, lift in zip(given, care, strict=True)]
        return [round(score, _SCORE_DECIMALS) for score in given]

    def _care(self, addresses: list[DocAddress]) -> list[float]:
        """By how much newness and quality lift each hit."""
        now = milliseconds(self._query.now)
        published = self._searcher.fast_field_values("published", addresses)
        qualities = self._searcher.fast_field_values("quality", addresses)
        return [
            lifts.lift(None if at is None else timedelta(milliseconds=now - at), quality or 0.0)
            for at, quality in zip(published, qualities, strict=True)
        ]

    def _may_hide(self, part: Part, rows: Sequence[Row], end: int) -> bool:
        """Whether one of the page's hits, or an equal of its last, may be yet to be found."""
        if part.is_whole:
            return False
        last, _address = part.found.hits[-1]
        highest = lifts.HIGHEST if self._query.words else 1.0
        bound: Key = (-round(part.lift, _SCORE_DECIMALS), last)
        if self._is_scored:
            bound = (-round(last * part.lift * highest, _SCORE_DECIMALS), -math.inf)
        return rows[end - 1].key[:2] >= bound

    def _rows(self, columns: Sequence[Sequence[float]], addresses: list[DocAddress]) -> list[Row]:
        """Rows in the order of the columns, equals in the order of their item's number."""
        items = self._numbers("item_id", addresses)
        keys = zip(*columns, items, strict=True)
        return sorted(
            (Row(key, address) for key, address in zip(keys, addresses, strict=True)), key=_key
        )

    def _numbers(self, field: str, addresses: list[DocAddress], sign: int = 1) -> list[float]:
        """Each document's number; one without comes last."""
        values = self._searcher.fast_field_values(field, addresses)
        return [math.inf if value is None else sign * value for value in values]

    def _ranks(self, values: Sequence[Any]) -> list[float]:
        """Values in ascending order as numbers: equals get the same."""
        rank: dict[Any, int] = {}
        return [rank.setdefault(value, len(rank)) for value in values]

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

    def _with_key(self) -> Callable[[Row], tuple[Key, str]]:
        return lambda row: (row.key, str(self._snapshot.stored(row.address)["key"]))


def _key(row: Row) -> Key:
    return row.key


def _group_start(rows: Sequence[Row], at: int) -> int:
    while at > 0 and rows[at - 1].key == rows[at].key:
        at -= 1
    return at


def _group_end(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and rows[at].key == rows[at - 1].key:
        at += 1
    return at
