"""Titles that begin like what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson
from elasticsearch.dsl import query as dsl

from cms.search.elasticsearch import clauses
from cms.search.elasticsearch.bodies import body
from cms.search.elasticsearch.clauses import Query, both
from cms.search.elasticsearch.connection import Asking
from cms.search.elasticsearch.wording import best_of
from cms.search.embedded.schema import prefixes
from cms.search.embedded.snapshot import in_language
from cms.search.embedded.suggesting import INNER_FACTOR, LOOKED_AT, best_titles, typed_words
from cms.search.query import Selection
from cms.search.result import Suggestion


def suggest(
    asking: Asking,
    words: str,
    municipality: str,
    now: datetime,
    language: str,
    hidden: Sequence[Selection] = (),
) -> tuple[Suggestion, ...]:
    """At most eight titles on the shelf in which every typed word begins a word."""
    typed = typed_words(words)
    if not typed:
        return ()
    condition = both([clauses.shelf(municipality, now)], clauses.selections(hidden))
    query = dsl.Bool(must=[_begins(word) for word in typed], filter=[condition])
    only = {"_source": False, "docvalue_fields": ["heading"], "stored_fields": "_none_"}
    wish = body(query, size=LOOKED_AT, track_total_hits=False, **only)
    found = asking.one(wish)["hits"]["hits"]
    kept = [orjson.loads(hit["fields"]["heading"][0]) for hit in found]
    shown = [each | {"title": in_language(each, language).title} for each in kept]
    return best_titles(shown, words, typed)


def _begins(word: str) -> Query:
    longest = max(prefixes(word), key=len)
    return best_of(
        [
            dsl.ConstantScore(filter=clauses.term(field, longest), boost=boost)
            for field, boost in (("prefix", 1.0), ("inner_prefix", INNER_FACTOR))
        ]
    )
