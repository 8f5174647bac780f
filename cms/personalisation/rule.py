"""A rule as a tree of small values that never change.

Reading a rule from data is `parse`, saying it in words is `sentence`, and finding out whom it
fits is `memory` (one citizen) and `sql` (all of them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = "str | Decimal | date"
Data: TypeAlias = "dict[str, object]"


class Operator(StrEnum):
    """How a fact is held against a value."""

    IS = "is"
    IS_NOT = "is_not"
    ANY_OF = "any_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KNOWN = "known"
    UNKNOWN = "unknown"


LIST_OPERATORS = frozenset({Operator.ANY_OF, Operator.NONE_OF})
BARE_OPERATORS = frozenset({Operator.KNOWN, Operator.UNKNOWN})
NEGATIVE_OPERATORS = frozenset({Operator.IS_NOT, Operator.NONE_OF})


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. Without parts it holds for everybody."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold: plain negation, also where a fact is unknown."""

    part: Node


@dataclass(frozen=True, slots=True)
class InAudience:
    """The rule of another audience holds."""

    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact held against values; ``values`` is empty for known and unknown."""

    fact: str
    operator: Operator
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class WordTest:
    """Something a capability knows: has completed, has signed up for."""

    word: str
    arguments: tuple[tuple[str, str | int], ...] = ()


Node: TypeAlias = "AllOf | AnyOf | Not | InAudience | Comparison | WordTest"


def walk(node: Node) -> Iterator[Node]:
    """Give the node and everything below it, each node once, from the top."""
    yield node
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from walk(part)
    elif isinstance(node, Not):
        yield from walk(node.part)


def as_data(node: Node) -> Data:
    """Give the rule as plain data ready for JSON: the reverse of `parse.parse_rule`."""
    match node:
        case AllOf(parts):
            return {"all": [as_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [as_data(part) for part in parts]}
        case Not(part):
            return {"not": as_data(part)}
        case InAudience(name):
            return {"audience": name}
        case WordTest(word, arguments):
            return {word: dict(arguments)}
        case Comparison():
            return {"fact": node.fact, node.operator.value: _value_as_data(node)}


def _value_as_data(node: Comparison) -> object:
    if node.operator in BARE_OPERATORS:
        return True
    values = [_scalar_as_data(value) for value in node.values]
    return values if node.operator in LIST_OPERATORS else values[0]


def _scalar_as_data(value: Scalar) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
