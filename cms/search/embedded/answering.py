"""Answers one question from one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from tantivy import Query

from cms.search.embedded.clauses import both, either, recommended, scored
from cms.search.embedded.conditions import Conditions
from cms.search.embedded.counting import Counts, facets
from cms.search.embedded.hits import Hits
from cms.search.embedded.ranking import Ranking
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.understanding import Understanding, Words
from cms.search.query import SearchQuery
from cms.search.result import Matched, SearchResult


class Answering:
    """One question on its way to its answer."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        """Nothing is asked yet."""
        self._started = perf_counter()
        self._snapshot = snapshot
        self._query = query
        self._conditions = Conditions(snapshot, query)
        self._understanding = Understanding(snapshot, query, self._conditions.visible)
        self._ranking = Ranking(snapshot, query, is_scored=bool(query.words))
        self._best = snapshot.clauses.selections(query.best)
        self._pins = snapshot.clauses.selections(query.pinned)

    def answer(self) -> SearchResult:
        """The page of hits, the counts and the suggestion."""
        words = self._understanding.as_typed()
        rows, total = self._ranking.page(self._sections(words))
        if words is not None and not self._suffice(words, total):
            words = self._understanding.stretched()
            rows, total = self._ranking.page(self._sections(words))
        tokens = words.tokens if words else frozenset()
        hits = Hits(self._snapshot, self._query.language, tokens)
        return SearchResult(
            hits=tuple(
                hits.hit(row.address, row.score, recommended=row.section < len(self._best))
                for row in rows
            ),
            total=total,
            facets=self._facets(words),
            suggestion=words.suggestion if words else "",
            matched=words.matched if words else Matched.ALL,
            took_ms=(perf_counter() - self._started) * 1000,
        )

    def _suffice(self, words: Words, total: int) -> bool:
        """Whether the words, and not only what editors recommend, find enough as typed."""
        enough = self._understanding.enough
        return self._understanding.finds(words.score, enough) if self._best else total >= enough

    def _sections(self, words: Words | None) -> list[Query]:
        """The recommended items one by one, then the pinned ones, and then the rest."""
        score = words.score if words else Query.const_score_query(Query.all_query(), 1)
        condition = self._conditions.all()
        best, firsts = self._best, [*self._best, *self._pins]
        sections = []
        for at, first in enumerate(firsts):
            here = both([condition, first], firsts[:at])
            is_best = at < len(best)
            sections.append(recommended(score, here) if is_best else scored(score, here))
        rest = both([condition], [either(firsts)]) if firsts else condition
        return [*sections, scored(score, rest)]

    def _facets(self, words: Words | None) -> Mapping[str, Counts]:
        def found(condition: Query) -> Query:
            return scored(either([words.score, *self._best]), condition) if words else condition

        return facets(self._snapshot.searcher, self._query, self._conditions, found)
