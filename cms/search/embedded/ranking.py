"""Puts what was found in order and cuts out a page. The order is the same on every server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tantivy import Query

from cms.search.embedded.levels import Levels
from cms.search.embedded.lifting import Lifting
from cms.search.embedded.nearness import nearest
from cms.search.embedded.rows import Row, Rows
from cms.search.embedded.scoring import Scoring
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.windows import window
from cms.search.query import Near, SearchQuery

# The column that puts hits in each order, and the one that tells its equals apart.
_COLUMNS: Final = {
    "newest": ("newest", "published"),
    "soonest": ("soonest", "date"),
    "title": ("title_order", "item_id"),
}
_DESCENDING: Final = {"published"}

Ranked = tuple[list[Row], int]


class Ranking:
    """Orders hits as a question wants them; equals by their item's number, at last by key."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery, *, is_scored: bool) -> None:
        """`query` says the order, the page and, for nearness, the place.

        Where hits are not scored, all are equal but for their lifts, and the newest comes first.
        """
        self._snapshot = snapshot
        self._query = query
        self._is_scored = is_scored
        self._rows = Rows(snapshot)
        self._lifting = Lifting(snapshot, query.boosts) if query.boosts else None

    def page(self, sections: Sequence[Query]) -> Ranked:
        """The page's rows and the number of all hits; a section comes wholly before the next."""
        rows: list[Row] = []
        total = 0
        first, end = self._query.first, self._query.first + self._query.size
        for number, section in enumerate(sections):
            here, count = self._slice(section, max(first - total, 0), end - total)
            rows.extend(row._replace(section=number) for row in here)
            total += count
        return rows, total

    def _slice(self, section: Query, first: int, end: int) -> Ranked:
        if end <= first:
            return [], self._count(section)
        if self._query.sort == "relevance":
            return self._by_relevance(section, first, end)
        if self._query.sort == "nearest" and self._query.near is not None:
            return self._by_nearness(section, self._query.near, first, end)
        return self._by_column(section, self._query.sort, first, end)

    def _by_relevance(self, section: Query, first: int, end: int) -> Ranked:
        if self._is_scored:
            cared = self._query.now if self._query.words else None
            rows, total = Scoring(self._snapshot, self._lifting, cared).best(section, end)
        elif self._lifting is not None:
            rows, total = Levels(self._snapshot, self._lifting).first(section, end)
        else:
            rows, total = self._by_column(section, "newest", first, end)
            return [row._replace(score=1.0) for row in rows], total
        rows = self._rows.cut(rows, first, end)
        return [row._replace(score=-row.key[0]) for row in rows], total

    def _by_column(self, section: Query, order: str, first: int, end: int) -> Ranked:
        column, closer = _COLUMNS[order]
        seen = window(self._snapshot.searcher, section, column, first, end)
        addresses = [address for _, address in seen.hits]
        sign = -1 if closer in _DESCENDING else 1
        columns = [
            _ranks([value for value, _ in seen.hits]),
            self._rows.numbers(closer, addresses, sign),
        ]
        rows = self._rows.ordered(columns, addresses)
        return self._rows.cut(rows, first - seen.start, end - seen.start), seen.total

    def _by_nearness(self, section: Query, near: Near, first: int, end: int) -> Ranked:
        total = self._count(section)
        found = nearest(self._snapshot, section, near, end, total)
        rows = self._rows.ordered([[away for away, _ in found]], [address for _, address in found])
        return self._rows.cut(rows, first, end), total

    def _count(self, section: Query) -> int:
        # The library's type stub leaves `count` out.
        return int(self._snapshot.searcher.search(section, limit=1).count)  # type: ignore[attr-defined]


def _ranks(values: Sequence[Any]) -> list[float]:
    """Values that come in order as numbers: equals get the same."""
    rank: dict[Any, int] = {}
    return [rank.setdefault(value, len(rank)) for value in values]
