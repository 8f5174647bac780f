"""Counts of values: for each field over every filter but the field's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from elasticsearch.dsl import A, Search

from cms.search.elasticsearch.clauses import both, filters
from cms.search.elasticsearch.conditions import Conditions
from cms.search.elasticsearch.connection import Body
from cms.search.embedded.schema import SEPARATOR, clean, facet_token
from cms.search.query import SearchQuery

Counts = tuple[tuple[str, int], ...]
_EVERY_VALUE = 60_000
_SHARED = "shared"


class Counting:
    """What is counted along with the hits of one question."""

    def __init__(self, query: SearchQuery, conditions: Conditions) -> None:
        """A filter on a field that is counted holds for the hits after the counting only."""
        self._fields = list(query.facets)
        own = {
            name: conditions.filters[name] for name in self._fields if name in conditions.filters
        }
        self.later = own

    def add_to(self, search: Search) -> Search:
        """The search, counting as well, and with the filters that hold after the counting."""
        shared = [name for name in self._fields if name not in self.later]
        if shared:
            self._count(search, _SHARED, shared)
        for at, name in enumerate(self._fields):
            if name in self.later:
                self._count(search, str(at), [name])
        return search.post_filter(both(filters(self.later))) if self.later else search

    def of(self, answer: Body) -> Mapping[str, Counts]:
        """For each field asked for, its values with their counts, most frequent first."""
        counted: dict[str, list[tuple[str, int]]] = {name: [] for name in self._fields}
        prefixes = {facet_token(clean(name), ""): name for name in self._fields}
        for key, value, count in _buckets(answer):
            name = prefixes.get(key)
            if name is not None:
                counted[name].append((value, count))
        return {name: tuple(pairs) for name, pairs in counted.items()}

    def _count(self, search: Search, label: str, fields: Iterable[str]) -> None:
        named = list(fields)
        begun = "|".join(_literally(facet_token(clean(name), "")) for name in named)
        others = {name: values for name, values in self.later.items() if name not in named}
        counted = A("terms", field="facet", include=f"({begun}).*", size=_EVERY_VALUE)
        search.aggs.bucket(label, A("filter", both(filters(others)))).bucket("values", counted)


def _literally(text: str) -> str:
    """`text` for Lucene's expressions, each sign standing for itself."""
    return re.sub(r"([^\w])", r"\\\1", text)


def _buckets(answer: Body) -> Iterator[tuple[str, str, int]]:
    counted: dict[str, Any] = answer.get("aggregations", {})
    for part in counted.values():
        for bucket in part["values"]["buckets"]:
            field, separator, value = str(bucket["key"]).partition(SEPARATOR)
            yield field + separator, value, int(bucket["doc_count"])
