"""Random rules over the declared facts."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as some

from cms.personalisation.rule import (
    BARE_OPERATORS,
    LIST_OPERATORS,
    AllOf,
    AnyOf,
    Comparison,
    Node,
    Not,
    WordTest,
)
from cms.personalisation.vocabulary import Fact, FactKind, Vocabulary

TODAY = date(2026, 3, 1)
# Month ends before and after a short month, and the leap day, are where dates go wrong.
DAYS = some.one_of(
    some.integers(-800, 800).map(lambda days: TODAY + timedelta(days=days)),
    some.sampled_from(
        [date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2025, 12, 31), TODAY]
    ),
)


def values_of(fact: Fact) -> some.SearchStrategy[Any]:
    """Values that somebody may well have."""
    if fact.choices:
        return some.sampled_from(sorted(fact.choices)[:4])
    if fact.counted:
        limits = {"days": (0, 60), "months": (0, 30), "years": (15, 80)}[fact.unit]
        return some.integers(*limits).map(Decimal)
    return {
        FactKind.ONE: some.sampled_from(["a", "b"]),
        FactKind.NUMBER: some.integers(1950, 1960).map(Decimal),
        FactKind.DATE: DAYS,
    }[fact.kind]


def comparisons(fact: Fact) -> some.SearchStrategy[Comparison]:
    """Comparisons with a fact, whatever its operators."""

    def with_operator(operator: Any) -> some.SearchStrategy[Comparison]:
        if operator in BARE_OPERATORS:
            return some.just(Comparison(fact.name, operator))
        largest = 3 if operator in LIST_OPERATORS else 1
        values = some.lists(values_of(fact), min_size=1, max_size=largest, unique=True)
        return values.map(lambda found: Comparison(fact.name, operator, tuple(found)))

    return some.sampled_from(fact.operators).flatmap(with_operator)


def rules(vocabulary: Vocabulary, word_tests: list[WordTest]) -> some.SearchStrategy[Node]:
    """Rules of any shape."""
    leaves = some.one_of(
        *(comparisons(fact) for fact in vocabulary.facts.values()), some.sampled_from(word_tests)
    )

    def grown(nodes: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
        several: Callable[[int], Any] = lambda fewest: some.lists(  # noqa: E731
            nodes, min_size=fewest, max_size=4
        ).map(tuple)
        return some.one_of(several(0).map(AllOf), several(1).map(AnyOf), nodes.map(Not))

    return some.recursive(leaves, grown, max_leaves=10)
