"""The order of hits: by score, lifted as rules and care say, or by a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.function import BoostFactor, Exp, FieldValueFactor, ScoreFunction

from cms.search import lifts
from cms.search.elasticsearch import clauses
from cms.search.elasticsearch.clauses import Query
from cms.search.embedded.moments import milliseconds
from cms.search.query import SearchQuery

Order = list[Any]
_LAST: Order = [{"item_id": "asc"}, {"key": "asc"}]


def order_of(query: SearchQuery) -> Order:
    """How hits are sorted; equals by their item's number, at last by key."""
    newest = {"published": {"order": "desc", "missing": "_last"}}
    orders: dict[str, Order] = {
        "relevance": ["_score", newest],
        "newest": [newest],
        "soonest": [{"date": {"order": "asc", "missing": "_last"}}],
        "title": [{"title_order": "asc"}],
    }
    if query.sort == "nearest" and query.near is not None:
        place = {"lat": query.near.latitude, "lon": query.near.longitude}
        orders["nearest"] = [{"_geo_distance": {"place": place, "order": "asc"}}]
    return [*orders[query.sort], *_LAST]


def lifted(score: Query, query: SearchQuery) -> Query:
    """The score multiplied as boosts, newness and quality say; as it is for other orders."""
    if query.sort != "relevance":
        return score
    cared = _cared(score, query) if query.words else score
    if not query.boosts:
        return cared
    weights = [
        BoostFactor(weight=boost.weight, filter=clauses.selection(boost.selection))
        for boost in query.boosts
    ]
    return _multiplied(cared, weights)


def _cared(score: Query, query: SearchQuery) -> Query:
    """See `cms.search.lifts`."""
    now = milliseconds(query.now)
    half_life = int(lifts.HALF_LIFE.total_seconds() * 1000)
    fresh = Exp(
        published={"origin": now, "scale": half_life, "decay": 0.5},
        weight=lifts.NEWNESS,
        filter=dsl.Range(published={"lte": now}),
    )
    coming = BoostFactor(weight=lifts.NEWNESS, filter=dsl.Range(published={"gt": now}))
    quality = FieldValueFactor(field="quality", missing=0, factor=lifts.QUALITY)
    return _multiplied(score, [fresh, coming, quality])


def _multiplied(score: Query, functions: Sequence[ScoreFunction]) -> Query:
    """The score times 1 and what the functions add."""
    return dsl.FunctionScore(
        query=score,
        functions=[BoostFactor(weight=1.0), *functions],
        score_mode="sum",
        boost_mode="multiply",
    )
