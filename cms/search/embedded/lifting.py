"""Hits parted by how far boosts lift them, so that the index can put each part in order.

A boost multiplies a score, which the index can't do. But hits that are lifted alike keep their
order: where there are many hits, those lifted by none of the boosts of one weight, by one, by two
and so on are looked for apart, one weight after another. Where they are few it is looked up which
boosts lift each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import Occur, Query

from cms.search.embedded.clauses import Clauses, both, either, scored
from cms.search.embedded.wording import some_of
from cms.search.query import Boost

# Beyond so many looks, what is left is not parted further.
_MOST_LOOKS: Final = 16
# A score holds so many bits exactly.
_BITS: Final = 24

Place = tuple[int, int]


class Found(NamedTuple):
    """The first hits of a query as (score or value, address), and how many there are in all."""

    hits: list[tuple[Any, tantivy.DocAddress]]
    total: int


Look = Callable[[Query, int], Found]


@dataclass(frozen=True)
class Part:
    """Hits that are all lifted by `lift`, and by those of `boosts` besides that hold for each.

    Where there are such boosts, all hits are `found`; else perhaps the first of them.
    """

    query: Query
    found: Found
    lift: float = 1.0
    boosts: tuple[Boost, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every hit was found."""
        return len(self.found.hits) >= self.found.total


class Lifting:
    """Parts the hits of one question."""

    def __init__(self, searcher: tantivy.Searcher, clauses: Clauses, look: Look) -> None:
        """`look` gives a query's first hits in the order wanted."""
        self._searcher = searcher
        self._clauses = clauses
        self._look = look
        self._looks = 0

    def parts(self, query: Query, boosts: tuple[Boost, ...], many: int) -> list[Part]:
        """All hits of `query`, at least the first `many` of each part."""
        return list(self._parts(Part(query, self._look(query, many), boosts=boosts), many))

    def more(self, part: Part) -> Part:
        """A part with four times as many of its hits."""
        return replace(part, found=self._look(part.query, 4 * len(part.found.hits)))

    def lifts(self, part: Part) -> list[float]:
        """By how much each hit that was found is lifted."""
        weights: dict[Place, float] = {}
        for some in _batched(part.boosts, _BITS):
            for place, weight in self._weights(part, some):
                weights[place] = weights.get(place, 0.0) + weight
        places = ((each.segment_ord, each.doc) for _, each in part.found.hits)
        return [part.lift + weights.get(place, 0.0) for place in places]

    def _parts(self, part: Part, many: int) -> Iterator[Part]:
        if not part.boosts or part.is_whole:
            yield part
        elif self._looks >= _MOST_LOOKS:
            yield replace(part, found=self._look(part.query, part.found.total))
        else:
            for smaller in self._parted(part, many):
                yield from self._parts(smaller, many)

    def _parted(self, part: Part, many: int) -> Iterator[Part]:
        """The part by how many of the boosts of one weight lift its hits."""
        weight = part.boosts[0].weight
        alike = [self._clauses.selection(b.selection) for b in part.boosts if b.weight == weight]
        others = tuple(boost for boost in part.boosts if boost.weight != weight)
        left = part.found.total
        for count in range(len(alike) + 1):
            query = scored(part.query, exactly(count, alike))
            found = self._look(query, many)
            self._looks += 1
            yield Part(query, found, part.lift + count * weight, others)
            left -= found.total
            if not left:
                return

    def _weights(self, part: Part, boosts: Sequence[Boost]) -> Iterator[tuple[Place, float]]:
        """The hits lifted by some of `boosts`, and how far. Each boost is one bit of the score."""
        bits = [
            Query.const_score_query(self._clauses.selection(boost.selection), float(1 << at))
            for at, boost in enumerate(boosts)
        ]

        @cache
        def weight_of(score: float) -> float:
            return sum(boost.weight for at, boost in enumerate(boosts) if int(score) >> at & 1)

        lifted = scored(either(bits), part.query)
        limit = max(part.found.total, 1)
        for score, each in self._searcher.search(lifted, limit=limit, count=False).hits:
            yield (each.segment_ord, each.doc), weight_of(score)


def exactly(count: int, queries: Sequence[Query]) -> Query:
    """Documents that match so many of the queries, no more and no less."""
    required = [some_of(queries, count)] if count else []
    return both(required, [some_of(queries, count + 1)] if count < len(queries) else [])


def _batched(boosts: Sequence[Boost], size: int) -> Iterator[Sequence[Boost]]:
    for start in range(0, len(boosts), size):
        yield boosts[start : start + size]
