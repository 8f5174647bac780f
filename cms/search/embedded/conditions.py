"""What a question lets be found, whatever its words: shelf, rules, filters, place, dates."""

from __future__ import annotations

from tantivy import Query

from cms.search.embedded.clauses import both
from cms.search.embedded.snapshot import Snapshot
from cms.search.query import SearchQuery, frozen_values


class Conditions:
    """The conditions of one question on one snapshot."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        """The circle is looked up at once."""
        self._clauses = snapshot.clauses
        # Types are filtered like any other field, so that they can be counted like one.
        types = {"type": query.types} if query.types else {}
        self.filters = frozen_values({**query.filters, **types})
        hidden = self._clauses.selections(query.hidden)
        self.shelf = self._clauses.shelf(query.municipality, query.now)
        self.visible = both([self.shelf], hidden)
        self._where_and_when: list[Query] = []
        if query.near is not None:
            self._where_and_when.append(snapshot.circle(query.near))
        if query.during is not None:
            self._where_and_when.append(self._clauses.during(query.during))

    def all(self, *, without: str = "") -> Query:
        """Documents that meet every condition but the filter on the field `without`."""
        filters = self._clauses.filters(self.filters, without=without)
        return both([self.visible, *self._where_and_when, *filters])
