"""A stretch of the hits in the order of a field, cut so that no equals are parted."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import tantivy

_AROUND: Final = 20


class Window(NamedTuple):
    """Hits as (value, address), at which place the first stands, and how many there are in all."""

    hits: list[tuple[Any, tantivy.DocAddress]]
    start: int
    total: int


def window(
    searcher: tantivy.Searcher, query: tantivy.Query, field: str, first: int, end: int
) -> Window:
    """The hits from `first` to `end`, ascending by `field`, with all that equal the outermost."""
    around = _AROUND
    while True:
        start = max(first - around, 0)
        limit = end - start + around
        found = searcher.search(
            query, limit=limit, offset=start, order_by_field=field, order=tantivy.Order.Asc
        )
        # The library's type stub leaves `count` out.
        seen = Window(found.hits, start, int(found.count))  # type: ignore[attr-defined]
        if _is_whole(seen, first, end, limit):
            return seen
        around *= 8


def _is_whole(seen: Window, first: int, end: int, limit: int) -> bool:
    """Whether every equal of a hit from `first` to `end` is among the hits seen."""
    low, last, hits = first - seen.start, end - 1 - seen.start, seen.hits
    begins = not seen.start or low >= len(hits) or hits[low][0] != hits[0][0]
    return begins and (len(hits) < limit or hits[last][0] != hits[-1][0])
