"""Asks a rule about one citizen, in memory.

A rule is compiled once to nested closures; asking it is then a few calls. Facts are a mapping
from name to value (see `vocabulary.FactKind`) and from word to what the word gathered.
An unknown fact (absent, None, empty) makes every comparison false except ``unknown``; ``not``
turns whatever its part says, so ``not`` of a comparison holds for the unknown too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Node,
    Not,
    Operator,
    WordTest,
)
from cms.personalisation.vocabulary import FactKind, Vocabulary

Facts: TypeAlias = "Mapping[str, Any]"
Test: TypeAlias = "Callable[[Facts], bool]"


def compile_rule(node: Node, vocabulary: Vocabulary) -> Test:
    """Make a function of a rule in which audiences are already expanded (`expand`)."""
    match node:
        case AllOf(parts):
            return _all_of([compile_rule(part, vocabulary) for part in parts])
        case AnyOf(parts):
            return _any_of([compile_rule(part, vocabulary) for part in parts])
        case Not(part):
            test = compile_rule(part, vocabulary)
            return lambda facts: not test(facts)
        case WordTest():
            return _word(node, vocabulary)
        case Comparison():
            several = vocabulary.facts[node.fact].kind is FactKind.MANY
            return _compare_set(node) if several else _compare_value(node)
        case InAudience(name):
            message = f"Audience '{name}' must be expanded before a rule is compiled."
            raise ValueError(message)


def _all_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda facts: first(facts) and second(facts)

    def every(facts: Facts) -> bool:
        for test in tests:  # noqa: SIM110 - a loop is faster than all() with a generator
            if not test(facts):
                return False
        return True

    return every


def _any_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda facts: first(facts) or second(facts)

    def some(facts: Facts) -> bool:
        for test in tests:  # noqa: SIM110 - a loop is faster than any() with a generator
            if test(facts):
                return True
        return False

    return some


def _word(node: WordTest, vocabulary: Vocabulary) -> Test:
    name, holds = node.word, vocabulary.words[node.word].holds
    arguments = dict(node.arguments)

    def test(facts: Facts) -> bool:
        gathered = facts.get(name)
        return gathered is not None and holds(gathered, arguments)

    return test


def _compare_set(node: Comparison) -> Test:
    name, values = node.fact, frozenset(node.values)
    match node.operator:
        case Operator.IS | Operator.ANY_OF:
            return lambda facts: not values.isdisjoint(facts.get(name) or ())
        case Operator.IS_NOT | Operator.NONE_OF:
            return lambda facts: values.isdisjoint(facts.get(name) or values)
        case _:
            return _compare_presence(node)


def _compare_value(node: Comparison) -> Test:
    name, operator = node.fact, node.operator
    values = frozenset(node.values)
    match operator:
        case Operator.IS | Operator.ANY_OF:
            return lambda facts: facts.get(name) in values
        case Operator.IS_NOT | Operator.NONE_OF:
            return lambda facts: is_known(known := facts.get(name)) and known not in values
        case Operator.AT_LEAST | Operator.AT_MOST:
            return _compare_range(node)
        case _:
            return _compare_presence(node)


def _compare_range(node: Comparison) -> Test:
    name, bound = node.fact, node.values[0]
    if node.operator is Operator.AT_LEAST:
        return lambda facts: (known := facts.get(name)) is not None and known >= bound
    return lambda facts: (known := facts.get(name)) is not None and known <= bound


def _compare_presence(node: Comparison) -> Test:
    name = node.fact
    if node.operator is Operator.KNOWN:
        return lambda facts: is_known(facts.get(name))
    return lambda facts: not is_known(facts.get(name))


def is_known(value: object) -> bool:
    """Say whether there is an answer. Zero is one; None, "" and an empty set are not."""
    return value is not None and value not in ("", frozenset())
