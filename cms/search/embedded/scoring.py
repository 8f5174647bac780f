"""The hits that score highest, lifted by boosts and care; as many as a page depends on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Final

from tantivy import DocAddress, Query

from cms.search import lifts
from cms.search.embedded.lifting import Lifting, Lifts, Scored
from cms.search.embedded.moments import milliseconds
from cms.search.embedded.rows import Row, Rows
from cms.search.embedded.snapshot import Snapshot

SCORE_DECIMALS: Final = 4
# Looked at first, besides those before the end of the page; more where boosts mix up the order.
_FIRST_LOOK: Final = 400
_FIRST_LOOK_BOOSTED: Final = 2_000
_ROUNDING: Final = 10.0**-SCORE_DECIMALS


class Scoring:
    """Ranks the hits of one question by score."""

    def __init__(self, snapshot: Snapshot, lifting: Lifting | None, cared: datetime | None) -> None:
        """`lifting` is None without boosts; newness is that at `cared`, or lifts nothing."""
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._rows = Rows(snapshot)
        self._lifting = lifting
        self._cared = cared
        self._highest_care = 1.0 if cared is None else lifts.HIGHEST

    def best(self, query: Query, end: int) -> tuple[list[Row], int]:
        """All hits that may be among the first `end`, in order; and how many there are in all."""
        many = end + (_FIRST_LOOK_BOOSTED if self._lifting else _FIRST_LOOK)
        found = self._searcher.search(query, limit=many)
        # The library's type stub leaves `count` out.
        total = int(found.count)  # type: ignore[attr-defined]
        lifted = self._lifting.of(query, total) if self._lifting else Lifts(1.0, {})
        hits = found.hits
        while True:
            rows = self._ranked(hits, lifted, end)
            if len(hits) >= total or self._is_over(rows, end, hits[-1][0] * lifted.highest):
                return rows, total
            many *= 4
            hits = self._searcher.search(query, limit=many, count=False).hits

    def _is_over(self, rows: Sequence[Row], end: int, highest_left: float) -> bool:
        """Whether neither a hit of the page nor an equal of its last may be yet to be found."""
        return round(highest_left * self._highest_care, SCORE_DECIMALS) < -rows[end - 1].key[0]

    def _ranked(self, hits: Sequence[Scored], lifted: Lifts, end: int) -> list[Row]:
        scores = lifted.of(hits)
        # Care lifts a little and never lowers: what it can't bring onto the page is left out.
        least = min(nlargest(end, scores), default=0.0) / self._highest_care - _ROUNDING
        near = [at for at, score in enumerate(scores) if score >= least]
        addresses = [hits[at][1] for at in near]
        pairs = zip((scores[at] for at in near), self._care(addresses), strict=True)
        return self._rows.scored(
            [round(score * care, SCORE_DECIMALS) for score, care in pairs], addresses
        )

    def _care(self, addresses: list[DocAddress]) -> list[float]:
        """By how much newness and quality lift each hit."""
        if self._cared is None:
            return [1.0] * len(addresses)
        now = milliseconds(self._cared)
        published = self._searcher.fast_field_values("published", addresses)
        qualities = self._searcher.fast_field_values("quality", addresses)
        return [
            lifts.lift(None if at is None else timedelta(milliseconds=now - at), quality or 0.0)
            for at, quality in zip(published, qualities, strict=True)
        ]
