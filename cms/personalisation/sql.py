"""Asks a rule about all citizens at once, as one condition in the database.

It must say the same as `memory` for every rule, citizen and day (property-tested). Each part
becomes EXISTS or a comparison with a column that is never null, so that NOT is plain negation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.citizens.item_words import days_before
from cms.citizens.models import Answer, Citizen
from cms.personalisation.dates import months_before
from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Node,
    Not,
    Operator,
    Scalar,
    WordTest,
)
from cms.personalisation.vocabulary import (
    CITIZEN_COLUMNS,
    Counted,
    Counting,
    Fact,
    FactKind,
    Storage,
    Vocabulary,
)

_EVERYBODY = Q(pk__isnull=False)
_NOBODY = Q(pk__in=())
_COLUMNS = {
    FactKind.ONE: "choice",
    FactKind.MANY: "choice",
    FactKind.NUMBER: "number",
    FactKind.DATE: "date",
    FactKind.TEXT: "text",
}


def citizens_matching(
    node: Node, vocabulary: Vocabulary, today: date, citizens: QuerySet[Citizen]
) -> QuerySet[Citizen]:
    """Give those of ``citizens`` whom the rule fits on that day, without reading any of them."""
    return citizens.filter(condition(node, vocabulary, today))


def condition(node: Node, vocabulary: Vocabulary, today: date) -> Q:
    """Give the rule as a condition on `Citizen`; audiences must be expanded already."""
    match node:
        case AllOf(parts):
            return reduce(and_, (condition(part, vocabulary, today) for part in parts), _EVERYBODY)
        case AnyOf(parts):
            return reduce(or_, (condition(part, vocabulary, today) for part in parts))
        case Not(part):
            return ~condition(part, vocabulary, today)
        case WordTest(word, arguments):
            return Q(vocabulary.words[word].exists(dict(arguments), today))
        case Comparison():
            return _Columns(vocabulary, today).compare(node)
        case InAudience(name):
            message = f"Audience '{name}' must be expanded before a rule is compiled."
            raise ValueError(message)


class _Columns:
    """Compares facts on one day where they are kept."""

    def __init__(self, vocabulary: Vocabulary, today: date) -> None:
        self.vocabulary, self.today = vocabulary, today

    def compare(self, node: Comparison) -> Q:
        """Give one comparison as a condition."""
        fact = self.vocabulary.facts[node.fact]
        match node.operator:
            case Operator.KNOWN:
                return self._known(fact)
            case Operator.UNKNOWN:
                return ~self._known(fact)
            case Operator.IS_NOT | Operator.NONE_OF:
                return self._known(fact) & ~self._equals(fact, node.values)
            case Operator.AT_LEAST:
                return self._bounded(fact, node.values[0], lowest=True)
            case Operator.AT_MOST:
                return self._bounded(fact, node.values[0], lowest=False)
            case _:
                return self._equals(fact, node.values)

    def _known(self, fact: Fact) -> Q:
        if fact.storage in (Storage.MOMENT, Storage.TODAY):
            return _EVERYBODY
        if fact.storage in CITIZEN_COLUMNS:
            return ~Q(**{CITIZEN_COLUMNS[fact.storage]: ""})
        if fact.counted is not None:
            return self._known(self.vocabulary.facts[fact.counted.source])
        return _answered(fact.name, **{f"{_COLUMNS[fact.kind]}__isnull": False})

    def _equals(self, fact: Fact, values: tuple[Scalar, ...]) -> Q:
        if fact.storage in CITIZEN_COLUMNS:
            return Q(**{f"{CITIZEN_COLUMNS[fact.storage]}__in": values})
        if fact.storage is Storage.TODAY:
            return _EVERYBODY if self.today in values else _NOBODY
        if fact.counted is not None:
            return reduce(
                or_,
                (
                    self._counted(fact, fact.counted, int(value), lowest=True)
                    & self._counted(fact, fact.counted, int(value), lowest=False)
                    for value in values
                    if isinstance(value, Decimal)
                ),
            )
        return _answered(fact.name, **{f"{_COLUMNS[fact.kind]}__in": values})

    def _bounded(self, fact: Fact, bound: Scalar, *, lowest: bool) -> Q:
        if fact.storage is Storage.TODAY and isinstance(bound, date):
            holds = self.today >= bound if lowest else self.today <= bound
            return _EVERYBODY if holds else _NOBODY
        if fact.counted is not None and isinstance(bound, Decimal):
            return self._counted(fact, fact.counted, int(bound), lowest=lowest)
        return _answered(
            fact.name, **{f"{_COLUMNS[fact.kind]}__{'gte' if lowest else 'lte'}": bound}
        )

    def _counted(self, fact: Fact, counted: Counted, count: int, *, lowest: bool) -> Q:
        """More time passed means an earlier source, so the bound turns round."""
        if fact.storage is Storage.MOMENT:
            if lowest:
                return Q(**{f"{fact.column}__lt": days_before(self.today, count - 1)})
            return Q(**{f"{fact.column}__gte": days_before(self.today, count)})
        return _answered(counted.source, **_BOUNDS[counted.way](self.today, count, lowest))


def _year_bound(today: date, count: int, lowest: bool) -> dict[str, object]:
    return {"number__lte" if lowest else "number__gte": today.year - count}


def _month_bound(today: date, count: int, lowest: bool) -> dict[str, object]:
    if lowest:
        return {"date__lte": months_before(today, count)}
    return {"date__gt": months_before(today, count + 1)}


def _day_bound(today: date, count: int, lowest: bool) -> dict[str, object]:
    return {"date__lte" if lowest else "date__gte": today - timedelta(days=count)}


_BOUNDS: dict[Counting, Callable[[date, int, bool], dict[str, object]]] = {
    Counting.YEARS_SINCE_YEAR: _year_bound,
    Counting.MONTHS_SINCE_DATE: _month_bound,
    Counting.DAYS_SINCE_DATE: _day_bound,
}


def _answered(attribute: str, **lookups: object) -> Q:
    """Say that the citizen has such an answer."""
    answers = Answer.objects.filter(citizen=OuterRef("pk"), attribute=attribute, **lookups)
    return Q(Exists(answers))
