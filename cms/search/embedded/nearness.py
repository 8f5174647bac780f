"""The nearest hits, found in circles that widen until they hold enough."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from tantivy import DocAddress, Query

from cms.search.embedded.circles import distances, within
from cms.search.embedded.clauses import scored
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import Near

# So many hits are measured sooner than a smaller circle is made.
_FEW: Final = 1_000
_WIDER: Final = 1.5
_LEAST_KILOMETRES: Final = 0.1


def nearest(
    snapshot: Snapshot, section: Query, near: Near, many: int, total: int
) -> list[tuple[float, DocAddress]]:
    """Hits of `section`, all within `near`, with their distances: all that may be among the first.

    There are at least `many` of them, or all; `total` is how many hits there are.
    """
    searcher = snapshot.searcher
    reach = near.kilometres * math.sqrt(many / max(total, 1)) * _WIDER
    while reach < near.kilometres and total > _FEW:
        smaller = replace(near, kilometres=max(reach, _LEAST_KILOMETRES))
        here = within(snapshot.clauses, searcher, smaller)
        found = searcher.search(scored(section, here), limit=total)
        # The library's type stub leaves `count` out.
        if found.count >= many:  # type: ignore[attr-defined]
            return _measured(snapshot, near, [address for _, address in found.hits])
        reach *= 2
    hits = searcher.search(section, limit=max(total, 1), count=False).hits
    return _measured(snapshot, near, [address for _, address in hits])


def _measured(
    snapshot: Snapshot, near: Near, addresses: list[DocAddress]
) -> list[tuple[float, DocAddress]]:
    away = distances(snapshot.searcher, near, addresses)
    return list(zip(away, addresses, strict=True))
