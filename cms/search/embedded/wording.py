"""Units of typed words as scoring tantivy queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import tantivy
from tantivy import Occur, Query

from cms.search.analysis.analyser import Analysed, Analyser
from cms.search.embedded.clauses import Clauses
from cms.search.embedded.phrases import Phrase, Unit
from cms.search.embedded.schema import STRENGTHS, TITLE_STRENGTH

PART_FACTOR: Final = 0.5
ROOT_FACTOR: Final = 0.35
COMPOUND_FACTOR: Final = 0.5
SYNONYM_FACTOR: Final = 0.6
PARTLY_FACTOR: Final = 0.3
SLIP_FACTOR: Final = 0.5
EXACT_BONUS: Final = 0.5
NEIGHBOUR_BONUS: Final = 0.5
SMALL_WORD_BONUS: Final = 0.25
OTHER_FIELDS = 0.35  # how much the fields that fit less well add to the one that fits best


class Wording:
    """Makes scoring queries for one state of the index."""

    def __init__(self, clauses: Clauses, searcher: tantivy.Searcher) -> None:
        """`searcher` says which tokens exist, so that the rest is never asked for."""
        self._clauses = clauses
        self._searcher = searcher

    def unit(self, unit: Unit, slips: Sequence[tuple[Analysed, int]] = ()) -> Query:
        """Documents that say one of the unit's meanings; `slips` are (word, letters wrong)."""
        typed, *others = unit.meanings
        choices = [self._phrase(typed)]
        # A phrase of several words must not outweigh the one word that was typed.
        choices += [boosted(self._same(each), SYNONYM_FACTOR / len(each)) for each in others]
        choices += [boosted(self.word((word,)), SLIP_FACTOR**wrong) for word, wrong in slips]
        return best_of(choices)

    def partly(self, unit: Unit) -> Query:
        """Documents that say any part of a compound that was typed."""
        parts = {part for readings in unit.meanings[0] for each in readings for part in each.parts}
        return boosted(best_of([self._anywhere(part) for part in sorted(parts)]), PARTLY_FACTOR)

    def neighbours(self, units: Sequence[Unit]) -> list[Query]:
        """Lifts documents where the typed words stand side by side."""
        stems: list[str | tuple[int, str]] = [
            stem for unit in units for stem in plain_stems(unit.meanings[0])
        ]
        if len(stems) < 2:
            return []
        return [
            boosted(
                Query.phrase_query(self._clauses.schema, f"stem_{strength}", stems, slop=1),
                NEIGHBOUR_BONUS * strength,
            )
            for strength in STRENGTHS
            if all(self._searcher.doc_freq(f"stem_{strength}", stem) for stem in set(stems))
        ]

    def small_words(self, words: Sequence[str], language: str, analyser: Analyser) -> list[Query]:
        """Lifts documents that have the small words, too, in their title."""
        stems = [stem for word in words for stem in analyser.word(word, language).stems]
        field = f"stem_{TITLE_STRENGTH}"
        terms = [self._clauses.term(field, stem) for stem in dict.fromkeys(stems)]
        return [boosted(term, SMALL_WORD_BONUS * TITLE_STRENGTH) for term in terms]

    def _phrase(self, phrase: Phrase) -> Query:
        return all_of([self.word(readings) for readings in phrase])

    def _same(self, phrase: Phrase) -> Query:
        """A phrase that nobody typed: just its words, not what they are made of."""
        return all_of([self._strictly(readings) for readings in phrase])

    def _strictly(self, readings: Sequence[Analysed]) -> Query:
        wholes = ([self._anywhere(stem) for stem in reading.stems] for reading in readings)
        return best_of([all_of(stems) for stems in wholes])

    def word(self, readings: Sequence[Analysed]) -> Query:
        """Documents that say the word, in any of its readings."""
        found = best_of([choice for reading in readings for choice in self._choices(reading)])
        exact = [
            (Occur.Should, boosted(self._clauses.term("exact", token), EXACT_BONUS))
            for token in sorted({reading.exact for reading in readings})
        ]
        return Query.boolean_query([(Occur.Must, found), *exact])

    def _choices(self, word: Analysed) -> list[Query]:
        choices = [all_of([self._loosely(word, stem) for stem in word.stems])]
        if len(word.stems) > 1:
            choices.append(self._anywhere(word.exact))
        elif len(word.parts) > 1:
            parts = all_of([self._loosely(word, part) for part in word.parts])
            choices.append(boosted(parts, COMPOUND_FACTOR))
        return choices

    def _loosely(self, word: Analysed, token: str) -> Query:
        """A stem or part of the word, or less weightily what it was made from."""
        roots = [self._anywhere(root) for stem, root in word.loose if stem == token]
        return best_of([self._anywhere(token), *(boosted(root, ROOT_FACTOR) for root in roots)])

    def _anywhere(self, token: str) -> Query:
        """The token as a stem in any text, or less weightily as part of a compound."""
        return best_of([*self._in("stem", token, 1.0), *self._in("part", token, PART_FACTOR)])

    def _in(self, kind: str, token: str, factor: float) -> list[Query]:
        return [
            boosted(self._clauses.term(f"{kind}_{strength}", token), factor * strength)
            for strength in STRENGTHS
            if self._searcher.doc_freq(f"{kind}_{strength}", token)
        ]


def plain_stems(phrase: Phrase) -> list[str]:
    """The stems of a phrase in its first reading."""
    return [stem for readings in phrase for stem in readings[0].stems]


def boosted(query: Query, factor: float) -> Query:
    """`query` with its score multiplied."""
    return Query.boost_query(query, factor)


def best_of(queries: Iterable[Query]) -> Query:
    """Documents that match any; the best match gives the score, the rest add a little."""
    given = list(queries)
    if not given:
        return Query.empty_query()
    if len(given) == 1:
        return given[0]
    return Query.disjunction_max_query(given, OTHER_FIELDS)


def all_of(queries: Sequence[Query]) -> Query:
    """Documents that match every one; their scores add up."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def some_of(queries: Sequence[Query], least: int) -> Query:
    """Documents that match at least `least`."""
    return Query.boolean_query([(Occur.Should, query) for query in queries], least)


def ranked_by(query: Query, lifts: Sequence[Query], bonus: float) -> Query:
    """Documents that match `query`, those first that match more of `lifts` as well."""
    gained = [(Occur.Should, Query.const_score_query(lift, bonus)) for lift in lifts]
    return Query.boolean_query([(Occur.Must, query), *gained])
