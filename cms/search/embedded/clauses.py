"""Conditions as tantivy queries: the shelf, types, filters, selections. None of them scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import tantivy
from tantivy import FieldType, Occur, Query

from cms.search.document import Span
from cms.search.embedded.moments import milliseconds
from cms.search.embedded.schema import (
    EARLIEST,
    EVERYWHERE,
    LATEST,
    SHOWN,
    UNSEEN,
    clean,
    facet_token,
)
from cms.search.query import Selection, Values

_MANY = 500


class Clauses:
    """Makes conditions for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        """`schema` is that of the index asked."""
        self.schema = schema

    def term(self, field: str, token: str | int) -> Query:
        """Documents with this token in this field."""
        return Query.term_query(self.schema, field, token)

    def any_of(self, field: str, tokens: Iterable[str]) -> Query:
        """Documents with at least one of the tokens."""
        asked = sorted(tokens)
        # The library walks its whole dictionary for a set, which pays for many tokens only.
        if len(asked) > _MANY:
            return Query.term_set_query(self.schema, field, asked)
        return either([self.term(field, token) for token in asked])

    def shelf(self, municipality: str, now: datetime) -> Query:
        """What stands on a municipality's shelf now, local variants instead of their originals."""
        code = clean(municipality)
        timed = both([self._on("timed_shelf", code)], self._not_now(milliseconds(now)))
        return both([either([self._on("shelf", code), timed])])

    def _on(self, field: str, code: str) -> Query:
        """What stands there whatever the time: everywhere and not refused here, or by name."""
        everywhere = both([self.term(field, EVERYWHERE)], [self.term("not_shelf", code)])
        # EVERYWHERE is no code: as one it would find what the municipality has hidden.
        return everywhere if code == EVERYWHERE else either([everywhere, self.term(field, code)])

    def _not_now(self, now: int) -> list[Query]:
        """Documents with a span whose time it isn't."""
        (shown_from, shown_until), (unseen_from, unseen_until) = SHOWN, UNSEEN
        unseen = both([self._between(unseen_from, EARLIEST, now), self._after(unseen_until, now)])
        later, over = self._after(shown_from, now), self._between(shown_until, EARLIEST, now)
        return [later, over, unseen]

    def _after(self, field: str, moment: int) -> Query:
        return self._between(field, moment + 1, LATEST)

    def _between(self, field: str, first: int, last: int) -> Query:
        return Query.range_query(self.schema, field, FieldType.Integer, first, last)

    def during(self, span: Span) -> Query:
        """Documents whose date lies in the span."""
        first = EARLIEST if span.start is None else milliseconds(span.start)
        last = LATEST if span.end is None else milliseconds(span.end) - 1
        return self._between("date", first, last)

    def types(self, types: Iterable[str]) -> Query:
        """Documents of one of these types."""
        return self.field_has("type", types)

    def field_has(self, field: str, values: Iterable[str]) -> Query:
        """Documents with at least one of the values in a field."""
        return self.any_of("facet", tokens_of(field, values))

    def filters(self, filters: Values, *, without: str = "") -> list[Query]:
        """One condition for each filtered field but `without`."""
        return [
            self.field_has(field, values) for field, values in filters.items() if field != without
        ]

    def selection(self, selection: Selection) -> Query:
        """The items of a selection."""
        conditions = self.filters(selection.terms)
        if selection.types:
            conditions.append(self.types(selection.types))
        if selection.keys:
            conditions.append(self.any_of("item", map(clean, selection.keys)))
        return both(conditions, self.selections(selection.without))

    def selections(self, selections: Sequence[Selection]) -> list[Query]:
        """The items of each selection."""
        return [self.selection(selection) for selection in selections]


def tokens_of(field: str, values: Iterable[str]) -> set[str]:
    """How a field's values stand in the index."""
    return {facet_token(clean(field), clean(value)) for value in values}


def both(required: Sequence[Query], refused: Sequence[Query] = ()) -> Query:
    """Documents that meet every condition of `required` and none of `refused`; score 0."""
    musts = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in required]
    nots = [(Occur.MustNot, query) for query in refused]
    start = musts or [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
    return Query.boolean_query([*start, *nots])


def either(conditions: Sequence[Query]) -> Query:
    """Documents that meet at least one condition."""
    if not conditions:
        return Query.empty_query()
    if len(conditions) == 1:
        return conditions[0]
    return Query.boolean_query([(Occur.Should, query) for query in conditions])


def recommended(score: Query, condition: Query) -> Query:
    """Documents that meet `condition`, scored by `score` where they match it, else 0."""
    return Query.boolean_query(
        [(Occur.Must, Query.const_score_query(condition, 0.0)), (Occur.Should, score)]
    )


def scored(score: Query, condition: Query) -> Query:
    """Documents that meet `condition` and match `score`, which alone gives the score."""
    return Query.boolean_query(
        [(Occur.Must, score), (Occur.Must, Query.const_score_query(condition, 0.0))]
    )
