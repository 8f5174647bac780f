"""Answers one question from one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from time import perf_counter

from tantivy import DocAddress, Query

from cms.search.embedded.clauses import both, either, scored
from cms.search.embedded.distance import within
from cms.search.embedded.ranking import Ranking
from cms.search.embedded.schema import SEPARATOR
from cms.search.embedded.snapshot import Snapshot, in_language
from cms.search.embedded.understanding import Understanding
from cms.search.query import SearchQuery, frozen_values
from cms.search.result import Hit, Matched, SearchResult
from cms.search.snippets import Snippets

Counts = tuple[tuple[str, int], ...]
_EVERY_VALUE = 60_000


class Answering:
    """One question on its way to its answer."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        """Understands the words at once."""
        self._started = perf_counter()
        self._snapshot = snapshot
        self._clauses = snapshot.clauses
        self._query = query
        # Types are filtered like any other field, so that they can be counted like one.
        types = {"type": query.types} if query.types else {}
        self._filters = frozen_values({**query.filters, **types})
        self._visible = self._visible_items()
        understanding = Understanding(snapshot, query.language, self._visible)
        self._words = understanding.of(query.words)
        self._place = [] if query.near is None else [self._circle()]

    def answer(self) -> SearchResult:
        """The page of hits, the counts and the suggestion."""
        rows, total = Ranking(self._snapshot, self._query).page(self._sections())
        return SearchResult(
            hits=self._hits([(-key[0], address) for key, address in rows]),
            total=total,
            facets=self._facets(),
            suggestion=self._words.suggestion if self._words else "",
            matched=self._words.matched if self._words else Matched.ALL,
            took_ms=(perf_counter() - self._started) * 1000,
        )

    def _visible_items(self) -> Query:
        hidden = self._clauses.selections(self._query.hidden)
        return both([self._clauses.shelf(self._query.municipality, self._query.now)], hidden)

    def _circle(self) -> Query:
        assert self._query.near is not None  # noqa: S101 - narrows the type for the caller above
        return within(self._clauses.schema, self._snapshot.searcher, self._query.near)

    def _condition(self, *, without: str = "") -> Query:
        filters = self._clauses.filters(self._filters, without=without)
        return both([self._visible, *self._place, *filters])

    def _score(self) -> Query:
        return self._words.score if self._words else Query.const_score_query(Query.all_query(), 1)

    def _sections(self) -> list[Query]:
        """The pinned items, one pin after the other, and then the rest."""
        score, condition = self._score(), self._condition()
        pins = self._clauses.selections(self._query.pinned)
        sections = [scored(score, both([condition, pin], pins[:at])) for at, pin in enumerate(pins)]
        rest = both([condition], [either(pins)]) if pins else condition
        return [*sections, scored(score, rest)]

    def _hits(self, rows: Sequence[tuple[float, DocAddress]]) -> tuple[Hit, ...]:
        tokens = self._words.tokens if self._words else frozenset()
        snippets = Snippets(self._snapshot.analyser, tokens)
        return tuple(self._hit(score, address, snippets) for score, address in rows)

    def _hit(self, score: float, address: DocAddress, snippets: Snippets) -> Hit:
        kept = self._snapshot.stored(address)
        said = in_language(kept, self._query.language)
        return Hit(
            key=str(kept["key"]),
            type=str(kept["type"]),
            item_id=int(kept["item_id"]),
            score=score if self._query.sort == "relevance" else 0.0,
            title=said.title,
            snippet=snippets.best(said.text, said.language),
            title_snippet=snippets.whole(said.title, said.language),
        )

    def _facets(self) -> Mapping[str, Counts]:
        if not self._query.facets:
            return {}
        shared = self._counts(self._condition())
        counted = {}
        for field in self._query.facets:
            own = self._condition(without=field) if field in self._filters else None
            counts = shared if own is None else self._counts(own)
            counted[field] = counts.get(field, ())
        return counted

    def _counts(self, condition: Query) -> dict[str, Counts]:
        """For every field, how many hits have each value, most frequent first."""
        query = scored(self._words.score, condition) if self._words else condition
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
