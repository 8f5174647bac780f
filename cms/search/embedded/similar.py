"""More like this: items that share telling words, or terms of a vocabulary, with one item."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tantivy import DocAddress, Occur, Query

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.tokens import spellings_of
from cms.search.embedded.clauses import both, scored
from cms.search.embedded.conditions import Conditions
from cms.search.embedded.hits import Hits
from cms.search.embedded.ranking import Ranking
from cms.search.embedded.schema import STRENGTHS, TITLE_STRENGTH
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import SearchQuery
from cms.search.result import Hit

MOST_WORDS = 25
TITLE_FACTOR = 4
TERM_FACTOR = 2.0
# A word that stands in more than this share of the documents tells nothing about any of them.
TOO_FREQUENT = 0.2


def similar_to(snapshot: Snapshot, item: str, query: SearchQuery) -> tuple[Hit, ...]:
    """See `cms.search.engine.Engine.similar`."""
    conditions = Conditions(snapshot, query)
    address = _address(snapshot, item, conditions)
    if address is None:
        return ()
    likeness = _likeness(snapshot, snapshot.stored(address))
    itself = snapshot.clauses.term("item", item)
    asked = scored(likeness, both([conditions.all()], [itself]))
    order = replace(query, words="", sort="relevance", page=1)
    rows, _ = Ranking(snapshot, order, is_scored=True).page([asked])
    hits = Hits(snapshot, query.language)
    return tuple(hits.hit(row.address, row.score) for row in rows)


def _address(snapshot: Snapshot, item: str, conditions: Conditions) -> DocAddress | None:
    """Where the item's variant on this shelf lies."""
    here = both([conditions.shelf, snapshot.clauses.term("item", item)])
    hits = snapshot.searcher.search(here, limit=1, count=False).hits
    return hits[0][1] if hits else None


def _likeness(snapshot: Snapshot, kept: dict[str, Any]) -> Query:
    """What another document has to have some of."""
    counts = stems_of(kept, snapshot.analyser)
    weighty = telling(counts, _said(snapshot, counts), max(snapshot.searcher.num_docs, 1))
    parts = [_word(snapshot, stem, weight) for stem, weight in weighty]
    parts += [_shared(snapshot, token) for token in kept["terms"]]
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def stems_of(kept: Mapping[str, Any], analyser: Analyser) -> Counter[str]:
    """How often each stem is said; in the title it counts more."""
    counts: Counter[str] = Counter()
    for text, factor in ((kept["title"], TITLE_FACTOR), (kept["text"], 1)):
        for word in spellings_of(str(text)):
            if not analyser.is_small(word, str(kept["language"])):
                understood = analyser.word(word, str(kept["language"]))
                for token in (*understood.stems, *understood.parts):
                    counts[token] += factor
    return counts


def telling(
    counts: Mapping[str, int], often: Mapping[str, int], documents: int
) -> list[tuple[str, float]]:
    """The stems that say most about the item: said often here, and seldom elsewhere.

    `counts` is how often the item says a stem, `often` how many of all `documents` say it; a stem
    that no other document says isn't among those. The weightiest first, at 1.
    """
    most = max(documents * TOO_FREQUENT, 2)
    weights = {
        stem: math.log1p(counts[stem]) * math.log(1 + documents / frequency)
        for stem, frequency in often.items()
        if frequency <= most
    }
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    highest = ranked[0][1] if ranked else 1.0
    return [(stem, weight / highest) for stem, weight in ranked]


def _said(snapshot: Snapshot, stems: Iterable[str]) -> dict[str, int]:
    """In how many documents a stem stands, by stem; of those that stand in more than one place."""
    found = {stem: list(_frequencies(snapshot, stem)) for stem in stems}
    return {stem: max(numbers) for stem, numbers in found.items() if sum(numbers) > 1}


def _frequencies(snapshot: Snapshot, stem: str) -> Iterable[int]:
    for kind in ("stem", "part"):
        for strength in STRENGTHS:
            yield snapshot.searcher.doc_freq(f"{kind}_{strength}", stem)


def _word(snapshot: Snapshot, stem: str, weight: float) -> Query:
    """A telling stem in any text, weightier in a title, lighter within a compound."""
    return Query.disjunction_max_query(
        [
            Query.const_score_query(
                snapshot.clauses.term(f"{kind}_{strength}", stem),
                weight * factor * (1 + strength / TITLE_STRENGTH),
            )
            for strength in STRENGTHS
            for kind, factor in (("stem", 1.0), ("part", 0.5))
        ]
    )


def _shared(snapshot: Snapshot, token: str) -> Query:
    """A term of a vocabulary; one that many have says less."""
    documents = max(snapshot.searcher.num_docs, 1)
    frequency = max(snapshot.searcher.doc_freq("facet", token), 1)
    weight = TERM_FACTOR * min(math.log(1 + documents / frequency) / math.log(1 + documents), 1)
    return Query.const_score_query(snapshot.clauses.term("facet", token), weight)
