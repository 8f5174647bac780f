"""Titles that begin like what is being typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tantivy import Occur, Query

from cms.search.analysis.folding import fold
from cms.search.analysis.tokens import words_of
from cms.search.embedded.clauses import both, scored
from cms.search.embedded.schema import prefixes
from cms.search.embedded.snapshot import Snapshot, in_language
from cms.search.embedded.wording import best_of, boosted
from cms.search.query import Selection, tidy_words
from cms.search.result import Suggestion

_MOST = 8
_MOST_WORDS = 8
LOOKED_AT = 200
INNER_FACTOR = 0.3


def suggest(
    snapshot: Snapshot,
    words: str,
    municipality: str,
    now: datetime,
    language: str,
    hidden: Sequence[Selection] = (),
) -> tuple[Suggestion, ...]:
    """At most eight titles on the shelf in which every typed word begins a word.

    Titles that begin with what was typed come first, then shorter ones, then by key.
    """
    typed = typed_words(words)
    if not typed:
        return ()
    query = Query.boolean_query([(Occur.Must, _begins(snapshot, word)) for word in typed])
    clauses = snapshot.clauses
    condition = both([clauses.shelf(municipality, now)], clauses.selections(hidden))
    found = snapshot.searcher.search(scored(query, condition), limit=LOOKED_AT, count=False)
    kept = [_in_language(snapshot.stored(address), language) for _, address in found.hits]
    return best_titles(kept, words, typed)


def best_titles(
    kept: Sequence[Mapping[str, Any]], words: str, typed: list[str]
) -> tuple[Suggestion, ...]:
    """The best of what was found, each title once."""
    plain = tidy_words(words).lower()
    ranked = sorted(kept, key=lambda each: _rank(each, typed, plain))
    different = {fold(str(each["title"])): each for each in reversed(ranked)}
    best = [each for each in ranked if different[fold(str(each["title"]))] is each]
    return tuple(
        Suggestion(str(each["title"]), str(each["key"]), str(each["type"]), int(each["item_id"]))
        for each in best[:_MOST]
    )


def typed_words(words: str) -> list[str]:
    """The folded words that were typed, at most eight."""
    return [fold(word.text) for word in words_of(tidy_words(words))][:_MOST_WORDS]


def _in_language(kept: dict[str, Any], language: str) -> dict[str, Any]:
    return kept | {"title": in_language(kept, language).title}


def _begins(snapshot: Snapshot, word: str) -> Query:
    longest = max(prefixes(word), key=len)
    outer = Query.const_score_query(snapshot.clauses.term("prefix", longest), 1.0)
    inner = Query.const_score_query(snapshot.clauses.term("inner_prefix", longest), 1.0)
    return best_of([outer, boosted(inner, INNER_FACTOR)])


def _rank(
    kept: Mapping[str, Any], typed: list[str], plain: str
) -> tuple[bool, bool, int, int, str]:
    words = [fold(word.text) for word in words_of(str(kept["title"]))]
    starts = [word.startswith(begun) for word, begun in zip(words, typed, strict=False)]
    begins = len(starts) == len(typed) and all(starts)
    missing = sum(1 for begun in typed if not any(word.startswith(begun) for word in words))
    spelt_so = str(kept["title"]).lower().startswith(plain)
    return (not begins, not spelt_so, missing, len(str(kept["title"])), str(kept["key"]))
