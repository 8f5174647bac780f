"""Counts of values: for each field over every filter but the field's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elasticsearch.dsl import A

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

    def asked(self) -> Body:
        """What a search's body says to count as well, with the filters that hold after it."""
        if not self._fields:
            return {}
        shared = [name for name in self._fields if name not in self.later]
        counted = {_SHARED: self._count(shared)} if shared else {}
        for at, name in enumerate(self._fields):
            if name in self.later:
                counted[str(at)] = self._count([name])
        if not self.later:
            return {"aggs": counted}
        return {"aggs": counted, "post_filter": both(filters(self.later)).to_dict()}

    def of(self, answer: Body) -> Mapping[str, Counts]:
        """For each field asked for, its values with their counts, most frequent first."""
        counted: dict[str, list[tuple[str, int]]] = {name: [] for name in self._fields}
        prefixes = {facet_token(clean(name), ""): name for name in self._fields}
        for key, value, count in _buckets(answer):
            name = prefixes.get(key)
            if name is not None:
                counted[name].append((value, count))
        return {name: tuple(pairs) for name, pairs in counted.items()}

    def _count(self, fields: Sequence[str]) -> Body:
        begun = "|".join(_literally(facet_token(clean(name), "")) for name in fields)
        others = {name: values for name, values in self.later.items() if name not in fields}
        within = A("filter", both(filters(others)))
        within.bucket("values", "terms", field="facet", include=f"({begun}).*", size=_EVERY_VALUE)
        return dict(within.to_dict())


def _literally(text: str) -> str:
    """`text` for Lucene's expressions, each sign standing for itself."""
    return re.sub(r"([^\w])", r"\\\1", text)


def _buckets(answer: Body) -> Iterator[tuple[str, str, int]]:
    counted: dict[str, Any] = answer.get("aggregations", {})
    for part in counted.values():
        for bucket in part["values"]["buckets"]:
            field, separator, value = str(bucket["key"]).partition(SEPARATOR)
            yield field + separator, value, int(bucket["doc_count"])
