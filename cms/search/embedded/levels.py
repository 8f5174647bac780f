"""The first hits where there are no words: those that boosts lift most, of equals the newest.

Hits lifted alike are many, and the index picks any of them. So it is asked for more hits than
are needed, by lift: all that are lifted further than the last of them are known then. Where the
rest of the page is of the last one's level, it is looked for from the newest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tantivy import DocAddress, FieldType, Query

from cms.search.embedded.clauses import both
from cms.search.embedded.lifting import Lifting, Scored
from cms.search.embedded.rows import Row, Rows
from cms.search.embedded.scoring import SCORE_DECIMALS
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.windows import window

# A level with fewer hits than these is known as soon as it is met.
_SMALL_LEVEL: Final = 2_000
# So many of the newest are looked at, and so many times those wanted, to find those of a level.
_AT_ONCE: Final = 1_000
_AS_MANY: Final = 4


class Levels:
    """Ranks hits by how far they are lifted."""

    def __init__(self, snapshot: Snapshot, lifting: Lifting) -> None:
        """Nothing is asked yet."""
        self._searcher = snapshot.searcher
        self._schema = snapshot.clauses.schema
        self._rows = Rows(snapshot)
        self._lifting = lifting

    def first(self, query: Query, end: int) -> tuple[list[Row], int]:
        """All hits that may be among the first `end`, in order; and how many there are in all."""
        found = self._searcher.search(self._lifting.by_lift(query), limit=end + _SMALL_LEVEL)
        # The library's type stub leaves `count` out.
        total = int(found.count)  # type: ignore[attr-defined]
        hits = [(_level(added), address) for added, address in found.hits]
        last = hits[min(end, len(hits)) - 1][0] if hits else 0.0
        if total > len(hits) and last == hits[-1][0]:
            higher = [(level, address) for level, address in hits if level > last]
            hits = [*higher, *self._newest(query, last, end - len(higher))]
        hits = [(level, address) for level, address in hits if level >= last]
        return self._rows.scored([level for level, _ in hits], [at for _, at in hits]), total

    def _newest(self, query: Query, level: float, many: int) -> list[Scored]:
        """The newest hits of a level, at least so many; there are more than that."""
        among = query if level == _level(0.0) else self._lifting.lifted(query)
        looked_at = _AT_ONCE + _AS_MANY * many
        while True:
            seen = window(self._searcher, among, "newest", 0, looked_at)
            found = list(self._of_level(among, level, seen.hits[-1][0], len(seen.hits)))
            if len(found) >= many or len(seen.hits) >= seen.total:
                return found
            looked_at *= 4

    def _of_level(
        self, query: Query, level: float, oldest: int, many: int
    ) -> Iterator[tuple[float, DocAddress]]:
        """The hits of a level that are at least as new as `oldest`; `many` are of any level."""
        so_new = Query.range_query(self._schema, "newest", FieldType.Integer, None, oldest)
        by_lift = self._lifting.by_lift(both([query, so_new]))
        for added, address in self._searcher.search(by_lift, limit=many, count=False).hits:
            here = _level(added)
            if here < level:
                return
            if here == level:
                yield level, address


def _level(added: float) -> float:
    return round(1 + added, SCORE_DECIMALS)
