"""Answers one question from the live build, in one request where the words find something."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

from elasticsearch.dsl import query as dsl

from cms.search.elasticsearch import clauses
from cms.search.elasticsearch.bodies import body
from cms.search.elasticsearch.builds import Build
from cms.search.elasticsearch.clauses import Query, both, either
from cms.search.elasticsearch.conditions import Conditions
from cms.search.elasticsearch.connection import Asking, Body
from cms.search.elasticsearch.counting import Counting
from cms.search.elasticsearch.hits import Hits
from cms.search.elasticsearch.ordering import lifted, order_of
from cms.search.elasticsearch.understanding import Understanding, Words
from cms.search.query import DEEPEST_HIT, SearchQuery
from cms.search.result import Matched, SearchResult


@dataclass(frozen=True)
class _Found:
    """The page's rows with the section each stands in, all there are, and what was counted."""

    rows: list[tuple[dict[str, Any], int]]
    total: int
    counted: Body


class Answering:
    """One question on its way to its answer."""

    def __init__(self, build: Build, asking: Asking, query: SearchQuery) -> None:
        """Nothing is asked yet."""
        self._started = perf_counter()
        self._build = build
        self._asking = asking
        self._query = query
        self._conditions = Conditions(query)
        self._counting = Counting(query, self._conditions)
        self._understanding = Understanding(build, query, self._conditions.visible)
        self._best = clauses.selections(query.best)
        self._firsts = [*self._best, *clauses.selections(query.pinned)]

    def answer(self) -> SearchResult:
        """The page of hits, the counts and the suggestion."""
        words = self._understanding.as_typed()
        found = self._find(words)
        if words is not None and not self._words_suffice(words, found):
            words = self._understanding.stretched(self._asking)
            found = self._find(words)
        return self._result(words, found)

    def _words_suffice(self, words: Words, found: _Found) -> bool:
        """Whether the words, and not only what editors recommend, find enough as typed."""
        enough = self._understanding.enough
        if not self._best:
            return found.total >= enough
        glance = both([words.score, self._conditions.all()])
        answer = self._asking.one(body(glance, size=0, track_total_hits=enough))
        return bool(answer["hits"]["total"]["value"] >= enough)

    def _result(self, words: Words | None, found: _Found) -> SearchResult:
        tokens = words.tokens if words else frozenset()
        hits = Hits(self._build.analyser, self._query.language, tokens)
        by_score = self._query.sort == "relevance"
        return SearchResult(
            hits=tuple(
                hits.hit(row, by_score=by_score, recommended=section < len(self._best))
                for row, section in found.rows
            ),
            total=found.total,
            facets=self._counting.of(found.counted),
            suggestion=words.suggestion if words else "",
            matched=words.matched if words else Matched.ALL,
            took_ms=(perf_counter() - self._started) * 1000,
        )

    def _find(self, words: Words | None) -> _Found:
        score: Query = words.score if words else dsl.MatchAll()
        if self._firsts:
            return self._find_sections(score)
        search = self._scored(score, self._counted_condition())
        page = self._page(search, self._query.first, self._query.size)
        answer = self._asking.one({**page, **self._counting.asked()})
        rows = [(hit, 0) for hit in answer["hits"]["hits"]]
        return _Found(rows, answer["hits"]["total"]["value"], answer)

    def _find_sections(self, score: Query) -> _Found:
        """What editors recommend one by one, then the pinned ones, and then the rest."""
        end = min(self._query.first + self._query.size, DEEPEST_HIT)
        pages = [self._page(each, 0, end) for each in self._sections(score)]
        counted, *answers = self._asking.several([self._counts(score), *pages])
        rows: list[tuple[dict[str, Any], int]] = []
        total = 0
        for section, answer in enumerate(answers):
            low = max(self._query.first - total, 0)
            high = max(self._query.first + self._query.size - total, 0)
            rows += [(hit, section) for hit in answer["hits"]["hits"][low:high]]
            total += answer["hits"]["total"]["value"]
        return _Found(rows, total, counted)

    def _sections(self, score: Query) -> list[Query]:
        condition, firsts = self._conditions.all(), self._firsts
        found = []
        for at, first in enumerate(firsts):
            here = both([condition, first], firsts[:at])
            found.append(self._scored(score, here, optional=at < len(self._best)))
        return [*found, self._scored(score, both([condition], firsts))]

    def _counts(self, score: Query) -> Body:
        either_way = either([score, *self._best]) if self._query.words else dsl.MatchAll()
        search = both([either_way, self._counted_condition()])
        return body(search, size=0, track_total_hits=False, **self._counting.asked())

    def _counted_condition(self) -> Query:
        return self._conditions.all(without=self._counting.later)

    def _scored(self, score: Query, condition: Query, *, optional: bool = False) -> Query:
        """Documents that meet `condition` and match `score`, which alone gives the score."""
        if optional:
            scored = dsl.Bool(filter=[condition], should=[score], minimum_should_match=0)
        else:
            scored = dsl.Bool(must=[score], filter=[condition])
        return lifted(scored, self._query)

    def _page(self, search: Query, first: int, size: int) -> Body:
        wish = {"from": first, "size": size, "sort": order_of(self._query)}
        return body(search, track_total_hits=True, **wish)
