"""Counts of values: for each field over every filter but the field's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import tantivy
from tantivy import Query

from cms.search.embedded.conditions import Conditions
from cms.search.embedded.schema import SEPARATOR, counted_in
from cms.search.query import SearchQuery

Counts = tuple[tuple[str, int], ...]
_EVERY_VALUE: Final = 60_000


def facets(
    searcher: tantivy.Searcher,
    query: SearchQuery,
    conditions: Conditions,
    found: Callable[[Query], Query],
) -> Mapping[str, Counts]:
    """For each field asked for, how many hits have each value, most frequent first.

    `found` makes of a condition the query of the hits that meet it.
    """
    shared = [field for field in query.facets if field not in conditions.filters]
    counted = _counts(searcher, found(conditions.all()), shared) if shared else {}
    for field in query.facets:
        if field in conditions.filters:
            hits = found(conditions.all(without=field))
            counted |= _counts(searcher, hits, [field])
    return {field: counted[field] for field in query.facets}


def _counts(searcher: tantivy.Searcher, hits: Query, fields: Iterable[str]) -> dict[str, Counts]:
    """Every field has a column of its own, so that no other field's values are looked at."""
    columns = {field: counted_in(field) for field in fields}
    wish = {
        column: {"terms": {"field": f"counted.{column}", "size": _EVERY_VALUE}}
        for column in columns.values()
    }
    answer: dict[str, Any] = searcher.aggregate(hits, wish)
    return {field: _ordered(answer[column]["buckets"]) for field, column in columns.items()}


def _ordered(buckets: Iterable[Mapping[str, Any]]) -> Counts:
    pairs = ((str(each["key"]).removeprefix(SEPARATOR), int(each["doc_count"])) for each in buckets)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
