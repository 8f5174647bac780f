"""What typed words are taken to mean on one shelf, stretched only as far as it must be.

Words that find something as they were typed cost no request of their own: the question itself
tells. Only when it finds nothing is it looked into why.
"""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch.dsl import query as dsl

from cms.search.analysis.analyser import Analysed
from cms.search.elasticsearch import wording
from cms.search.elasticsearch.bodies import body
from cms.search.elasticsearch.builds import Build
from cms.search.elasticsearch.clauses import Query, both
from cms.search.elasticsearch.connection import Asking, Body
from cms.search.elasticsearch.spelling import words_near
from cms.search.embedded.phrases import Unit, small_words_of, units_of
from cms.search.embedded.understanding import (
    ENOUGH,
    WORD_MORE,
    Known,
    Understood,
    how_matched,
    suggestion_of,
)
from cms.search.query import SearchQuery
from cms.search.result import Matched

Words = Understood[Query]


class Understanding:
    """Makes queries of words, for one build, reader's language and shelf."""

    def __init__(self, build: Build, query: SearchQuery, visible: Query) -> None:
        """`visible` is what the reader could find without any words."""
        self._build = build
        self._language = query.language
        self._words = query.words
        self._visible = visible
        synonyms = build.synonyms.with_groups(query.synonyms)
        self._units = units_of(query.words, query.language, build.analyser, synonyms)

    @property
    def enough(self) -> int:
        """How many items the words as typed must find not to be stretched."""
        return ENOUGH if len(self._units) > 1 else 1

    def as_typed(self) -> Words | None:
        """What the words mean when each of them finds something; None when there is no word."""
        if not self._units:
            return None
        known = [Known(each, wording.unit(each), each.tokens, "") for each in self._units]
        return self._understood(known, wording.all_of([each.query for each in known]), Matched.ALL)

    def stretched(self, asking: Asking) -> Words:
        """What the words mean on this shelf, with letters put right and some words left out."""
        known = self._known(asking)
        if not known:
            return Understood(dsl.MatchNone(), frozenset(), "", Matched.ALL)
        score, all_needed = self._together(asking, known)
        complete = all_needed and len(known) == len(self._units)
        return self._understood(known, score, how_matched(known, complete=complete))

    def _understood(self, known: Sequence[Known[Query]], score: Query, matched: Matched) -> Words:
        return Understood(
            score=self._lifted(score, [found.unit for found in known]),
            tokens=frozenset().union(*(found.tokens for found in known)),
            suggestion=suggestion_of(self._words, known),
            matched=matched,
        )

    def _known(self, asking: Asking) -> list[Known[Query]]:
        queries = [wording.unit(each) for each in self._units]
        found = self._find(asking, queries)
        lost = [each for each, is_found in zip(self._units, found, strict=True) if not is_found]
        mended = self._mended(asking, lost)
        return [
            Known(each, query, each.tokens, "") if is_found else mended[each.text]
            for each, query, is_found in zip(self._units, queries, found, strict=True)
            if is_found or each.text in mended
        ]

    def _mended(self, asking: Asking, lost: Sequence[Unit]) -> dict[str, Known[Query]]:
        """Units that found nothing, with what they are spelt nearly like on this shelf."""
        near = words_near(asking, self._visible, [each.text for each in lost])
        slips = [
            (typed, each.word, reading, each.slips)
            for typed, words in near.items()
            for each in words
            for reading in self._build.analyser.readings(each.word, self._language)
        ]
        found = self._find(asking, [wording.word((reading,)) for _, _, reading, _ in slips])
        kept = [slip for slip, is_found in zip(slips, found, strict=True) if is_found]
        partly = self._partly(asking, lost)
        return partly | {
            each.text: _mended(each, here)
            for each in lost
            if (
                here := [
                    (word, reading, n) for typed, word, reading, n in kept if typed == each.text
                ]
            )
        }

    def _partly(self, asking: Asking, lost: Sequence[Unit]) -> dict[str, Known[Query]]:
        """Compounds that nobody writes, by what they are made of."""
        queries = [wording.partly(each) for each in lost]
        found = self._find(asking, queries)
        return {
            each.text: Known(each, query, each.tokens, "", is_whole=False)
            for each, query, is_found in zip(lost, queries, found, strict=True)
            if is_found
        }

    def _together(self, asking: Asking, known: Sequence[Known[Query]]) -> tuple[Query, bool]:
        """Documents with all the units; where they are few, those with some units follow."""
        queries = [found.query for found in known]
        if len(queries) == 1:
            return queries[0], True
        ways = [wording.some_of(queries, count) for count in range(len(queries), 0, -1)]
        enough = self._find(asking, ways, ENOUGH)
        lowest = next((at for at, is_enough in enumerate(enough) if is_enough), len(ways) - 1)
        if not lowest:
            return wording.all_of(queries), True
        [is_complete] = self._find(asking, ways[:1])
        return wording.ranked_by(ways[lowest], ways[:lowest], WORD_MORE), is_complete

    def _find(self, asking: Asking, queries: Sequence[Query], many: int = 1) -> list[bool]:
        """For each query, whether so many items on the shelf match."""
        answers = asking.several([self._glance(query, many) for query in queries])
        return [answer["hits"]["total"]["value"] >= many for answer in answers]

    def _glance(self, query: Query, many: int) -> Body:
        glance = both([query, self._visible])
        return body(glance, size=0, terminate_after=many, track_total_hits=many)

    def _lifted(self, score: Query, units: Sequence[Unit]) -> Query:
        """Words side by side lift a document, and so do the small words that were typed."""
        small = small_words_of(self._words, self._language, self._build.analyser)
        lifts = wording.neighbours(units)
        lifts += wording.small_words(small, self._language, self._build.analyser)
        return dsl.Bool(must=[score], should=lifts) if lifts else score


def _mended(unit: Unit, slips: Sequence[tuple[str, Analysed, int]]) -> Known[Query]:
    tokens = unit.tokens.union(*(reading.tokens for _, reading, _ in slips))
    query = wording.unit(unit, [(reading, wrong) for _, reading, wrong in slips])
    return Known(unit, query, tokens, slips[0][0])
