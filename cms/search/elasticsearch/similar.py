"""More like this: items that share telling words, or terms of a vocabulary, with one item."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from elasticsearch.dsl import A
from elasticsearch.dsl import query as dsl

from cms.search.elasticsearch import clauses
from cms.search.elasticsearch.bodies import body
from cms.search.elasticsearch.builds import Build
from cms.search.elasticsearch.clauses import Query, both
from cms.search.elasticsearch.conditions import Conditions
from cms.search.elasticsearch.connection import Asking, Body
from cms.search.elasticsearch.hits import Hits
from cms.search.elasticsearch.ordering import lifted, order_of
from cms.search.embedded.schema import STRENGTHS, TITLE_STRENGTH, clean
from cms.search.embedded.similar import TERM_FACTOR, stems_of, telling
from cms.search.query import SearchQuery
from cms.search.result import Hit

# How many of an item's words are looked up; those it says most often.
_LOOKED_UP = 60
_FIELDS = [f"{kind}_{strength}" for kind in ("stem", "part") for strength in STRENGTHS]


def similar_to(build: Build, asking: Asking, item: str, query: SearchQuery) -> tuple[Hit, ...]:
    """See `cms.search.engine.Engine.similar`."""
    conditions = Conditions(query)
    itself = clauses.term("item", clean(item))
    here = both([conditions.shelf, itself])
    found = asking.one(body(here, size=1))["hits"]["hits"]
    if not found:
        return ()
    likeness = _likeness(build, asking, found[0]["_source"]["shown"])
    order = replace(query, words="", sort="relevance", page=1)
    scored = dsl.Bool(must=[likeness], filter=[both([conditions.all()], [itself])])
    alike = body(lifted(scored, order), sort=order_of(order), size=order.size)
    hits = Hits(build.analyser, query.language)
    return tuple(hits.hit(hit, by_score=True) for hit in asking.one(alike)["hits"]["hits"])


def _likeness(build: Build, asking: Asking, kept: dict[str, Any]) -> Query:
    """What another document has to have some of."""
    counts = stems_of(kept, build.analyser)
    stems = sorted(counts, key=lambda stem: (-counts[stem], stem))[:_LOOKED_UP]
    terms = [str(term) for term in kept["terms"]]
    answer = asking.one(_frequencies(stems, terms))
    documents = max(int(answer["hits"]["total"]["value"]), 1)
    buckets = answer["aggregations"]["said"]["buckets"]
    said = {stem: int(buckets[f"s{at}"]["doc_count"]) for at, stem in enumerate(stems)}
    often = {stem: number for stem, number in said.items() if number > 1}
    weighty = telling(counts, often, documents)
    parts = [_word(stem, weight) for stem, weight in weighty]
    for at, token in enumerate(terms):
        frequency = max(int(buckets[f"t{at}"]["doc_count"]), 1)
        parts.append(_shared(token, frequency, documents))
    return clauses.either(parts)


def _frequencies(stems: Sequence[str], terms: Sequence[str]) -> Body:
    """In how many documents each stem and each term stands."""
    wishes = {f"s{at}": _said(stem) for at, stem in enumerate(stems)}
    wishes |= {f"t{at}": clauses.term("facet", term) for at, term in enumerate(terms)}
    said = A("filters", filters=wishes or {"none": dsl.MatchNone()})
    return body(dsl.MatchAll(), size=0, track_total_hits=True, aggs={"said": said.to_dict()})


def _said(stem: str) -> Query:
    return dsl.MultiMatch(query=stem, fields=_FIELDS, type="best_fields")


def _word(stem: str, weight: float) -> Query:
    """A telling stem in any text, weightier in a title, lighter within a compound."""
    return dsl.DisMax(
        queries=[
            dsl.ConstantScore(
                filter=clauses.term(f"{kind}_{strength}", stem),
                boost=weight * factor * (1 + strength / TITLE_STRENGTH),
            )
            for strength in STRENGTHS
            for kind, factor in (("stem", 1.0), ("part", 0.5))
        ]
    )


def _shared(token: str, frequency: int, documents: int) -> Query:
    """A term of a vocabulary; one that many have says less."""
    weight = TERM_FACTOR * min(math.log(1 + documents / frequency) / math.log(1 + documents), 1)
    return dsl.ConstantScore(filter=clauses.term("facet", token), boost=weight)
