"""The documents within a circle on the map."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy
from tantivy import Query

from cms.search.embedded.cells import cover
from cms.search.embedded.clauses import Clauses, either
from cms.search.embedded.distance import kilometres
from cms.search.query import Near


def within(clauses: Clauses, searcher: tantivy.Searcher, near: Near) -> Query:
    """The documents whose place lies in the circle.

    Those in the cells that its edge crosses are measured one by one.
    """
    covered = cover(near)
    edge = Query.const_score_query(clauses.any_of("cell", covered.edge), 0.0)
    measured = [clauses.term("number", number) for number in _inside(searcher, edge, near)]
    return either([clauses.any_of("cell", covered.inside), *measured])


def _inside(searcher: tantivy.Searcher, query: Query, near: Near) -> Iterator[int]:
    """The numbers of the documents found by a query that lie in the circle."""
    hits = searcher.search(query, limit=max(searcher.num_docs, 1), count=False).hits
    addresses = [address for _, address in hits]
    for number, away in zip(
        searcher.fast_field_values("number", addresses),
        distances(searcher, near, addresses),
        strict=True,
    ):
        if number is not None and away <= near.kilometres:
            yield int(number)


def distances(
    searcher: tantivy.Searcher, near: Near, addresses: list[tantivy.DocAddress]
) -> list[float]:
    """Kilometres from the circle's middle to each document; infinite where it has no place."""
    points = zip(
        searcher.fast_field_values("latitude", addresses),
        searcher.fast_field_values("longitude", addresses),
        strict=True,
    )
    return [
        float("inf") if north is None or east is None else kilometres(near, north, east)
        for north, east in points
    ]
