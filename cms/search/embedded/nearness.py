"""The nearest hits, found in circles that widen until they hold enough."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tantivy import DocAddress, Query

from cms.search.embedded.circles import distances
from cms.search.embedded.clauses import scored
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import Near

# So many hits are measured sooner than a smaller circle is made.
_FEW: Final = 1_000
# Places lie unevenly: the first circle is somewhat wider than one that would just do.
_WIDER: Final = 1.2
_LEAST_KILOMETRES: Final = 0.1


def nearest(
    snapshot: Snapshot, section: Query, near: Near, many: int, total: int
) -> list[tuple[float, DocAddress]]:
    """Hits of `section`, all within `near`, with their distances: all that may be among the first.

    There are at least `many` of them, or all; `total` is how many hits there are.
    """
    searcher = snapshot.searcher
    for smaller in _circles(near, many / max(total, 1)) if total > _FEW else ():
        here = scored(section, snapshot.circle(smaller))
        found = searcher.search(here, limit=total)
        # The library's type stub leaves `count` out.
        if found.count >= many:  # type: ignore[attr-defined]
            return _measured(snapshot, near, [address for _, address in found.hits])
    hits = searcher.search(section, limit=max(total, 1), count=False).hits
    return _measured(snapshot, near, [address for _, address in hits])


def _circles(near: Near, part: float) -> Iterator[Near]:
    """Circles each twice as wide as the one before, beginning with one that may hold a part."""
    halvings = int(-math.log2(math.sqrt(part) * _WIDER)) if part > 0 else 0
    for halving in range(halvings, 0, -1):
        smaller = near.kilometres / 2**halving
        if smaller >= _LEAST_KILOMETRES:
            yield replace(near, kilometres=smaller)


def _measured(
    snapshot: Snapshot, near: Near, addresses: list[DocAddress]
) -> list[tuple[float, DocAddress]]:
    away = distances(snapshot.searcher, near, addresses)
    return list(zip(away, addresses, strict=True))
