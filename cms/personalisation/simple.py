"""Rules that fit a plain form: one choice, range or group after another, all of which must hold.

Most audiences are of this shape, and an editor makes them by ticking boxes. A rule of another shape
is not lost: it is said so, and edited as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.personalisation.rule import (
    AllOf,
    Comparison,
    InAudience,
    Node,
    Not,
    Operator,
    Scalar,
)


@dataclass(frozen=True)
class Wanted:
    """What is asked of one fact: any of some values, or a range; None is no bound."""

    any_of: tuple[Scalar, ...] = ()
    at_least: Scalar | None = None
    at_most: Scalar | None = None


@dataclass(frozen=True)
class SimpleRule:
    """What must hold: of facts, and of the audiences that one is in or not in."""

    facts: Mapping[str, Wanted] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def as_tree(simple: SimpleRule) -> Node:
    """Give the rule as a tree."""
    parts: list[Node] = []
    for name, wanted in simple.facts.items():
        if wanted.any_of:
            parts.append(Comparison(name, Operator.ANY_OF, wanted.any_of))
        if wanted.at_least is not None:
            parts.append(Comparison(name, Operator.AT_LEAST, (wanted.at_least,)))
        if wanted.at_most is not None:
            parts.append(Comparison(name, Operator.AT_MOST, (wanted.at_most,)))
    parts += [InAudience(name) for name in simple.inside]
    parts += [Not(InAudience(name)) for name in simple.outside]
    return AllOf(tuple(parts))


def from_tree(tree: Node) -> SimpleRule | None:
    """Give the tree as a simple rule, or None where a plain form cannot say it."""
    parts = tree.parts if isinstance(tree, AllOf) else (tree,)
    found = _Found()
    return found.simple() if all(found.takes(part) for part in parts) else None


class _Found:
    """Collects parts; refuses what would stand in a place already taken."""

    def __init__(self) -> None:
        self.facts: dict[str, dict[str, Scalar | tuple[Scalar, ...]]] = {}
        self.inside: list[str] = []
        self.outside: list[str] = []

    def takes(self, part: Node) -> bool:
        """Put the part in its place, if it has one."""
        match part:
            case InAudience(name):
                self.inside.append(name)
                return True
            case Not(InAudience(name)):
                self.outside.append(name)
                return True
            case Comparison(name, Operator.IS | Operator.ANY_OF, values):
                return self._put(name, "any_of", values)
            case Comparison(name, Operator.AT_LEAST | Operator.AT_MOST as operator, values):
                return self._put(name, operator.value, values[0])
        return False

    def _put(self, name: str, place: str, value: Scalar | tuple[Scalar, ...]) -> bool:
        places = self.facts.setdefault(name, {})
        is_free = place not in places
        places[place] = value
        return is_free

    def simple(self) -> SimpleRule:
        """What was collected."""
        facts = {name: Wanted(**places) for name, places in self.facts.items()}  # type: ignore[arg-type]
        return SimpleRule(facts, tuple(self.inside), tuple(self.outside))
