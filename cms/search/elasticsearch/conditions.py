"""What a question lets be found, whatever its words: shelf, rules, filters, place, dates."""

from __future__ import annotations

from collections.abc import Container

from cms.search.elasticsearch import clauses
from cms.search.elasticsearch.clauses import Query, both
from cms.search.query import SearchQuery, frozen_values


class Conditions:
    """The conditions of one question."""

    def __init__(self, query: SearchQuery) -> None:
        """Everything is made at once; nothing is asked."""
        # Types are filtered like any other field, so that they can be counted like one.
        types = {"type": query.types} if query.types else {}
        self.filters = frozen_values({**query.filters, **types})
        self.shelf = clauses.shelf(query.municipality, query.now)
        self.visible = both([self.shelf], clauses.selections(query.hidden))
        self._where_and_when: list[Query] = []
        if query.near is not None:
            self._where_and_when.append(clauses.within(query.near))
        if query.during is not None:
            self._where_and_when.append(clauses.during(query.during))

    def all(self, *, without: Container[str] = ()) -> Query:
        """Documents that meet every condition but the filters on the fields `without`."""
        asked = {name: values for name, values in self.filters.items() if name not in without}
        return both([self.visible, *self._where_and_when, *clauses.filters(asked)])
