"""How far the boosts of a question lift its hits.

A boost multiplies a score, which the index can't do. But it can add: asked with every boost's
weight as a score of its own, it tells by how much each hit is lifted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tantivy import DocAddress, Query

from cms.search.embedded.clauses import both, either, recommended, scored, tokens_of
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import Boost, Selection

# A boost that lifts more than this part of all documents is told by those that it doesn't lift.
_BROAD: Final = 0.5

Place = tuple[int, int]
Scored = tuple[float, DocAddress]


class Lifts(NamedTuple):
    """By how much most hits are lifted, and by how much the others are."""

    most: float
    others: dict[Place, float]

    @property
    def highest(self) -> float:
        """By how much a hit is lifted at most."""
        return max(self.most, *self.others.values()) if self.others else self.most

    def of(self, hits: Sequence[Scored]) -> list[float]:
        """The scores of the hits, lifted."""
        if not self.others:
            return [score * self.most for score, _ in hits]
        known, most = self.others, self.most
        return [score * known.get((at.segment_ord, at.doc), most) for score, at in hits]


class Lifting:
    """Asks one snapshot about the boosts of one question."""

    def __init__(self, snapshot: Snapshot, boosts: Sequence[Boost]) -> None:
        """Nothing is asked yet."""
        self._searcher = snapshot.searcher
        self._clauses = snapshot.clauses
        self._boosts = boosts

    def by_lift(self, query: Query) -> Query:
        """The hits of `query`, scored by what boosts add."""
        return recommended(self._adding(self._boosts), query)

    def lifted(self, query: Query) -> Query:
        """The hits of `query` that some boost lifts, scored so as well."""
        return scored(self._adding(self._boosts), query)

    def of(self, query: Query, total: int) -> Lifts:
        """How far the hits of `query` are lifted; `total` is how many there are."""
        broad = [boost for boost in self._boosts if self._is_broad(boost.selection)]
        narrow = [boost for boost in self._boosts if boost not in broad]
        most = 1 + sum(boost.weight for boost in broad)
        lifts: dict[Place, float] = {}
        if narrow:
            for added, place in self._every(scored(self._adding(narrow), query), total):
                lifts[place] = most + added
        for boost in broad:
            for _, place in self._every(both([query], [self._chosen(boost)]), total):
                lifts[place] = lifts.get(place, most) - boost.weight
        return Lifts(most, lifts)

    def _every(self, query: Query, total: int) -> Iterator[tuple[float, Place]]:
        hits = self._searcher.search(query, limit=max(total, 1), count=False).hits
        return ((score, (at.segment_ord, at.doc)) for score, at in hits)

    def _adding(self, boosts: Sequence[Boost]) -> Query:
        weights = [Query.const_score_query(self._chosen(each), each.weight) for each in boosts]
        return either(weights)

    def _chosen(self, boost: Boost) -> Query:
        return self._clauses.selection(boost.selection)

    def _is_broad(self, selection: Selection) -> bool:
        """Whether it may hold more than half of all documents; a guess that only saves time."""
        if selection.keys:
            return False
        chosen = [("type", selection.types)] if selection.types else []
        holding = [
            sum(self._searcher.doc_freq("facet", token) for token in tokens_of(field, values))
            for field, values in (*chosen, *selection.terms.items())
        ]
        return min(holding) > self._searcher.num_docs * _BROAD
