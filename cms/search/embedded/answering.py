"""Answers one question from one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from time import perf_counter

from tantivy import Query

from cms.search.embedded.clauses import both, either, recommended, scored
from cms.search.embedded.conditions import Conditions
from cms.search.embedded.hits import Hits
from cms.search.embedded.ranking import Ranking
from cms.search.embedded.schema import SEPARATOR
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.understanding import Understanding
from cms.search.query import SearchQuery
from cms.search.result import Matched, SearchResult

Counts = tuple[tuple[str, int], ...]
_EVERY_VALUE = 60_000


class Answering:
    """One question on its way to its answer."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        """Understands the words at once."""
        self._started = perf_counter()
        self._snapshot = snapshot
        self._query = query
        self._conditions = Conditions(snapshot, query)
        understanding = Understanding(snapshot, query, self._conditions.visible)
        self._words = understanding.of(query.words)
        self._best = snapshot.clauses.selections(query.best)
        self._pins = snapshot.clauses.selections(query.pinned)

    def answer(self) -> SearchResult:
        """The page of hits, the counts and the suggestion."""
        rows, total = Ranking(self._snapshot, self._query).page(self._sections())
        tokens = self._words.tokens if self._words else frozenset()
        hits = Hits(self._snapshot, self._query.language, tokens)
        by_score = self._query.sort == "relevance"
        return SearchResult(
            hits=tuple(
                hits.hit(
                    row.address,
                    -row.key[0] if by_score else 0.0,
                    recommended=row.section < len(self._best),
                )
                for row in rows
            ),
            total=total,
            facets=self._facets(),
            suggestion=self._words.suggestion if self._words else "",
            matched=self._words.matched if self._words else Matched.ALL,
            took_ms=(perf_counter() - self._started) * 1000,
        )

    def _score(self) -> Query:
        return self._words.score if self._words else Query.const_score_query(Query.all_query(), 1)

    def _sections(self) -> list[Query]:
        """The recommended items one by one, then the pinned ones, and then the rest."""
        score, condition = self._score(), self._conditions.all()
        best, firsts = self._best, [*self._best, *self._pins]
        sections = []
        for at, first in enumerate(firsts):
            here = both([condition, first], firsts[:at])
            is_best = at < len(best)
            sections.append(recommended(score, here) if is_best else scored(score, here))
        rest = both([condition], [either(firsts)]) if firsts else condition
        return [*sections, scored(score, rest)]

    def _facets(self) -> Mapping[str, Counts]:
        if not self._query.facets:
            return {}
        shared = self._counts(self._conditions.all())
        counted = {}
        for field in self._query.facets:
            is_filtered = field in self._conditions.filters
            own = self._conditions.all(without=field) if is_filtered else None
            counts = shared if own is None else self._counts(own)
            counted[field] = counts.get(field, ())
        return counted

    def _counts(self, condition: Query) -> dict[str, Counts]:
        """For every field, how many hits have each value, most frequent first."""
        query = condition
        if self._words:
            query = scored(either([self._words.score, *self._best]), condition)
        wish = {"facet": {"terms": {"field": "facet", "size": _EVERY_VALUE}}}
        found = self._snapshot.searcher.aggregate(query, wish)
        counts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for bucket in found["facet"]["buckets"]:
            field, _, value = bucket["key"].partition(SEPARATOR)
            counts[field].append((value, int(bucket["doc_count"])))
        return {
            field: tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
            for field, pairs in counts.items()
        }
