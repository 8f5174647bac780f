"""The same rules in three languages: compiled here, JsonLogic and CEL.

The demo's audiences are translated; all three must say the same of every citizen, or the numbers
mean nothing. Each gets its data in the shape it likes best, made before the clock starts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import celpy
from json_logic import jsonLogic

from cms.personalisation.memory import compile_rule
from cms.personalisation.normal import normal
from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    Node,
    Not,
    Operator,
    WordTest,
    walk,
)
from cms.personalisation.vocabulary import Fact, FactKind, Vocabulary
from tests.benchmarks.rules import demo_rules, generated, median_seconds

CITIZENS = 200
MICRO = 1e6
NO_NUMBER = -1_000_000

Row = tuple[str, float, str]


def run(count: int = CITIZENS) -> list[Row]:
    """Rows of (what, number, unit), on `count` generated citizens."""
    vocabulary, trees = demo_rules()
    plain = [normal(tree, vocabulary) for tree in trees.values() if not _has_words(tree)]
    citizens = generated(vocabulary, count)
    compiled = [compile_rule(tree, vocabulary) for tree in plain]
    logic = [_logic(tree, vocabulary) for tree in plain]
    environment = celpy.Environment()
    cel = [environment.program(environment.compile(_cel(tree, vocabulary))) for tree in plain]
    as_json = [_json(facts, vocabulary) for facts in citizens]
    activations = [
        {
            name: celpy.json_to_cel(_never_null(value, vocabulary.facts[name]))
            for name, value in known.items()
        }
        for known in as_json
    ]
    ways: dict[str, Callable[[], list[list[bool]]]] = {
        "compiled": lambda: [[fits(facts) for fits in compiled] for facts in citizens],
        "JsonLogic": lambda: [[bool(jsonLogic(one, f)) for one in logic] for f in as_json],
        "CEL": lambda: [[bool(one.evaluate(f)) for one in cel] for f in activations],
    }
    expected = ways["compiled"]()
    for name, way in ways.items():
        if way() != expected:
            raise RuntimeError(f"{name} says something else")
    taken = {name: median_seconds(way) / (count * len(plain)) for name, way in ways.items()}
    rows: list[Row] = [(f"one rule, one citizen: {n}", t * MICRO, "µs") for n, t in taken.items()]
    for name in ("JsonLogic", "CEL"):
        ratio = taken[name] / taken["compiled"]
        rows.append((f"compiled against {name} (at least 20)", ratio, "times as fast"))
    return rows


def _has_words(tree: Node) -> bool:
    return any(isinstance(node, WordTest) for node in walk(tree))


def _json(facts: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Every fact as JSON has it; what is unknown is null, or an empty list."""
    known: dict[str, Any] = {}
    for name, fact in vocabulary.facts.items():
        empty: Any = [] if fact.kind is FactKind.MANY else None
        known[name] = _plain(facts.get(name, empty))
    return known


def _never_null(value: Any, fact: Fact) -> Any:
    """CEL can't hold null against a number or a text, so something stands for it."""
    if value is not None:
        return value
    return NO_NUMBER if fact.kind is FactKind.NUMBER else ""


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _logic(node: Node, vocabulary: Vocabulary) -> dict[str, Any]:
    """The rule as JsonLogic."""
    match node:
        case AllOf(parts):
            return {"and": [_logic(part, vocabulary) for part in parts]}
        case AnyOf(parts):
            return {"or": [_logic(part, vocabulary) for part in parts]}
        case Not(part):
            return {"!": [_logic(part, vocabulary)]}
        case Comparison():
            return _logic_comparison(node, vocabulary)
    raise TypeError(node)


def _logic_comparison(node: Comparison, vocabulary: Vocabulary) -> dict[str, Any]:
    fact: dict[str, Any] = {"var": node.fact}
    values = [_plain(value) for value in node.values]
    many = vocabulary.facts[node.fact].kind is FactKind.MANY
    known = {"!!": [fact]} if many else {"!=": [fact, None]}
    inside = {"or": [{"in": [v, fact]} for v in values]} if many else {"in": [fact, values]}
    match node.operator:
        case Operator.KNOWN:
            return known
        case Operator.UNKNOWN:
            return {"!": [known]}
        case Operator.AT_LEAST:
            return {"and": [known, {">=": [fact, values[0]]}]}
        case Operator.AT_MOST:
            return {"and": [known, {"<=": [fact, values[0]]}]}
        case Operator.IS_NOT | Operator.NONE_OF:
            return {"and": [known, {"!": [inside]}]}
    return inside


def _cel(node: Node, vocabulary: Vocabulary) -> str:
    """The rule as an expression of the Common Expression Language."""
    match node:
        case AllOf(parts):
            return "(" + " && ".join(_cel(part, vocabulary) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " || ".join(_cel(part, vocabulary) for part in parts) + ")"
        case Not(part):
            return f"!{_cel(part, vocabulary)}"
        case Comparison():
            return f"({_cel_comparison(node, vocabulary)})"
    raise TypeError(node)


def _cel_comparison(node: Comparison, vocabulary: Vocabulary) -> str:
    fact, values = node.fact, [_cel_value(value) for value in node.values]
    many = vocabulary.facts[fact].kind is FactKind.MANY
    nothing = NO_NUMBER if vocabulary.facts[fact].kind is FactKind.NUMBER else '""'
    known = f"size({fact}) > 0" if many else f"{fact} != {nothing}"
    among = f"{fact} in [{', '.join(values)}]"
    inside = " || ".join(f"{value} in {fact}" for value in values) if many else among
    match node.operator:
        case Operator.KNOWN:
            return known
        case Operator.UNKNOWN:
            return f"!({known})"
        case Operator.AT_LEAST:
            return f"{known} && {fact} >= {values[0]}"
        case Operator.AT_MOST:
            return f"{known} && {fact} <= {values[0]}"
        case Operator.IS_NOT | Operator.NONE_OF:
            return f"{known} && !({inside})"
    return inside


def _cel_value(value: Any) -> str:
    plain = _plain(value)
    return f'"{plain}"' if isinstance(plain, str) else str(plain)
