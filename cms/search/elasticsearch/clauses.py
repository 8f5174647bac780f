"""Conditions as Elasticsearch queries: the shelf, filters, selections, place. None of them scores.

They are those of the embedded engine, clause by clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from elasticsearch.dsl import query as dsl

from cms.search.document import Span
from cms.search.embedded.moments import milliseconds
from cms.search.embedded.schema import (
    EVERYWHERE,
    SHOWN,
    UNSEEN,
    clean,
    facet_token,
)
from cms.search.query import Near, Selection, Values

Query = dsl.Query
# Bytes of UTF-8, by Lucene.
LONGEST_TOKEN = 32_766


def both(required: Sequence[Query], refused: Sequence[Query] = ()) -> Query:
    """Documents that meet every condition of `required` and none of `refused`; score 0."""
    return dsl.Bool(filter=list(required), must_not=list(refused))


def either(conditions: Sequence[Query]) -> Query:
    """Documents that meet at least one condition."""
    if not conditions:
        return dsl.MatchNone()
    return dsl.Bool(should=list(conditions), minimum_should_match=1)


def any_of(field: str, tokens: Iterable[str]) -> Query:
    """Documents with at least one of the tokens."""
    wanted: dict[str, Any] = {field: sorted(filter(can_be_indexed, tokens))}
    return dsl.Terms(**wanted)


def term(field: str, token: str) -> Query:
    """Documents with this token in this field."""
    return dsl.Term(**{field: token}) if can_be_indexed(token) else dsl.MatchNone()


def can_be_indexed(token: str) -> bool:
    """Whether any document can have the token; Elasticsearch refuses to ask for longer ones."""
    return len(token.encode()) <= LONGEST_TOKEN


def shelf(municipality: str, now: datetime) -> Query:
    """What stands on a municipality's shelf now, local variants instead of their originals."""
    code = clean(municipality)
    everywhere = both([term("shelf", EVERYWHERE)], [term("not_shelf", code)])
    # EVERYWHERE is no code: as one it would find what the municipality has hidden.
    own = [] if code == EVERYWHERE else [term("shelf", code)]
    return both([either([everywhere, *own])], _not_now(milliseconds(now)))


def _not_now(now: int) -> list[Query]:
    """Documents whose time it isn't; most have no span, and no condition finds them."""
    (shown_from, shown_until), (unseen_from, unseen_until) = SHOWN, UNSEEN
    unseen = both(
        [dsl.Range(**{unseen_from: {"lte": now}}), dsl.Range(**{unseen_until: {"gt": now}})]
    )
    later, over = dsl.Range(**{shown_from: {"gt": now}}), dsl.Range(**{shown_until: {"lte": now}})
    return [later, over, unseen]


def within(near: Near) -> Query:
    """The documents whose place lies in the circle."""
    place = {"lat": near.latitude, "lon": near.longitude}
    return dsl.GeoDistance(distance=f"{near.kilometres}km", place=place)


def during(span: Span) -> Query:
    """Documents whose date lies in the span."""
    limits = {}
    if span.start is not None:
        limits["gte"] = milliseconds(span.start)
    if span.end is not None:
        limits["lt"] = milliseconds(span.end)
    return dsl.Range(date=limits) if limits else dsl.Exists(field="date")


def field_has(field: str, values: Iterable[str]) -> Query:
    """Documents with at least one of the values in a field."""
    return any_of("facet", {facet_token(clean(field), clean(value)) for value in values})


def filters(asked: Values) -> list[Query]:
    """One condition for each filtered field."""
    return [field_has(field, values) for field, values in asked.items()]


def selection(chosen: Selection) -> Query:
    """The items of a selection."""
    conditions = filters(chosen.terms)
    if chosen.types:
        conditions.append(field_has("type", chosen.types))
    if chosen.keys:
        conditions.append(any_of("item", map(clean, chosen.keys)))
    return both(conditions, selections(chosen.without))


def selections(chosen: Sequence[Selection]) -> list[Query]:
    """The items of each selection."""
    return [selection(each) for each in chosen]
