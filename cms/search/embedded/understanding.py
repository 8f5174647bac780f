"""What typed words are taken to mean on one shelf, stretched only as far as it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from tantivy import Occur, Query

from cms.search.analysis.analyser import Analysed
from cms.search.embedded.clauses import scored
from cms.search.embedded.phrases import Unit, small_words_of, units_of
from cms.search.embedded.snapshot import Snapshot
from cms.search.embedded.wording import Wording, all_of, ranked_by, some_of
from cms.search.query import SearchQuery
from cms.search.result import Matched

Scoring = TypeVar("Scoring")
# Where fewer items than these have all the words, those with some of them follow after.
ENOUGH: Final = 10
# What an item gains by each typed word more than the least: enough to come first by it.
WORD_MORE: Final = 10.0


@dataclass(frozen=True)
class Understood(Generic[Scoring]):
    """A scoring query for the words, the tokens to mark, and what was perhaps meant."""

    score: Scoring
    tokens: frozenset[str]
    suggestion: str
    matched: Matched


@dataclass(frozen=True)
class Known(Generic[Scoring]):
    """A unit that finds something, as typed or with letters wrong."""

    unit: Unit
    query: Scoring
    tokens: frozenset[str]
    meant: str
    is_whole: bool = True


Words = Understood[Query]


class Understanding:
    """Makes queries of words, for one snapshot, reader's language and shelf."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery, shelf: Query) -> None:
        """`shelf` is what the reader could find without any words."""
        self._snapshot = snapshot
        self._language = query.language
        self._words = query.words
        self._shelf = shelf
        self._wording = Wording(snapshot.clauses, snapshot.searcher)
        synonyms = snapshot.synonyms(query.synonyms)
        self._units = units_of(query.words, query.language, snapshot.analyser, synonyms)

    @property
    def enough(self) -> int:
        """How many items the words as typed must find not to be stretched."""
        return ENOUGH if len(self._units) > 1 else 1

    def as_typed(self) -> Words | None:
        """What the words mean when each of them finds something; None when there is no word."""
        if not self._units:
            return None
        known = [Known(unit, self._wording.unit(unit), unit.tokens, "") for unit in self._units]
        return self._understood(known, all_of([each.query for each in known]), Matched.ALL)

    def stretched(self) -> Words:
        """What the words mean on this shelf, with letters put right and some words left out."""
        known = [found for unit in self._units if (found := self._known(unit))]
        if not known:
            return Understood(Query.empty_query(), frozenset(), "", Matched.ALL)
        score, all_needed = self._together(known)
        complete = all_needed and len(known) == len(self._units)
        return self._understood(known, score, how_matched(known, complete=complete))

    def finds(self, query: Query, many: int = 1) -> bool:
        """Whether so many items on the shelf match."""
        here = Query.const_score_query(scored(query, self._shelf), 0.0)
        return len(self._snapshot.searcher.search(here, limit=many, count=False).hits) == many

    def _understood(self, known: Sequence[Known[Query]], score: Query, matched: Matched) -> Words:
        return Understood(
            score=self._lifted(score, [found.unit for found in known]),
            tokens=frozenset().union(*(found.tokens for found in known)),
            suggestion=suggestion_of(self._words, known),
            matched=matched,
        )

    def _known(self, unit: Unit) -> Known[Query] | None:
        query = self._wording.unit(unit)
        if self.finds(query):
            return Known(unit, query, unit.tokens, "")
        slips = list(self._slips(unit))
        if not slips:
            return self._partly_known(unit)
        tokens = unit.tokens.union(*(word.tokens for _, word, _ in slips))
        query = self._wording.unit(unit, [(word, wrong) for _, word, wrong in slips])
        return Known(unit, query, tokens, slips[0][0])

    def _partly_known(self, unit: Unit) -> Known[Query] | None:
        """A compound that nobody writes, by what it is made of: "buslejlighed" is about a bus."""
        query = self._wording.partly(unit)
        if not self.finds(query):
            return None
        return Known(unit, query, unit.tokens, "", is_whole=False)

    def _slips(self, unit: Unit) -> Iterator[tuple[str, Analysed, int]]:
        """Words on this shelf that are spelt nearly like the unit."""
        for near in self._snapshot.vocabulary.near(unit.text):
            for word in self._snapshot.analyser.readings(near.word, self._language):
                if self.finds(self._wording.word((word,))):
                    yield near.word, word, near.slips

    def _together(self, known: Sequence[Known[Query]]) -> tuple[Query, bool]:
        """Documents with all the units; where they are few, those with some units follow."""
        queries = [found.query for found in known]
        together = all_of(queries)
        least = len(queries)
        while least > 1 and not self.finds(some_of(queries, least), ENOUGH):
            least -= 1
        if least == len(queries):
            return together, True
        more = [some_of(queries, count) for count in range(least + 1, len(queries) + 1)]
        return ranked_by(some_of(queries, least), more, WORD_MORE), self.finds(together)

    def _lifted(self, score: Query, units: Sequence[Unit]) -> Query:
        """Words side by side lift a document, and so do the small words that were typed."""
        small = small_words_of(self._words, self._language, self._snapshot.analyser)
        lifts = self._wording.neighbours(units)
        lifts += self._wording.small_words(small, self._language, self._snapshot.analyser)
        bonus = [(Occur.Should, query) for query in lifts]
        return Query.boolean_query([(Occur.Must, score), *bonus]) if bonus else score


def how_matched(known: Sequence[Known[Any]], *, complete: bool) -> Matched:
    """How far the words had to be stretched."""
    if not (complete and all(found.is_whole for found in known)):
        return Matched.SOME
    return Matched.SIMILAR if any(found.meant for found in known) else Matched.ALL


def suggestion_of(words: str, known: Sequence[Known[Any]]) -> str:
    """The words with the misspelt ones put right, or "" when none were."""
    changed = [found for found in known if found.meant]
    for found in sorted(changed, key=lambda each: -each.unit.start):
        words = words[: found.unit.start] + found.meant + words[found.unit.end :]
    return words if changed else ""
