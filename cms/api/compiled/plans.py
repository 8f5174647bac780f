"""Plans: made once for an operation and a kind of viewer, kept, and run for many requests."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from cachetools import LRUCache
from graphql import GraphQLError, OperationDefinitionNode
from graphql.execution.values import get_variable_values

from cms.api.compiled.making import make_plan, taken
from cms.api.compiled.plan import Plan
from cms.api.compiled.planner import Planner
from cms.api.compiled.shape import shape, with_room
from cms.api.documents import Document, graphql_schema
from cms.api.reading import Reading
from cms.personalisation.effects import standing_of

__all__ = ["Plan", "coerced", "plans", "taken"]

BYTES = 32 * 2**20
# Beside its texts, what a plan takes up: objects, key and entry.
OVERHEAD = 2000
# What a place in a statement takes up.
PARAMETER = 200
# A plan that leaves something to the executor holds the document's tree.
TREE_TO_TEXT = 100


@dataclass(frozen=True)
class Kept:
    """What was found out about an operation: its plan, or that it has none."""

    plan: Plan | None
    weight: int


class Plans:
    """The plans of one process, the least used forgotten first."""

    def __init__(self, size: int = BYTES) -> None:
        """At most so many bytes, as `weight_of` reckons them."""
        self._kept: LRUCache[Hashable, Kept] = LRUCache(size, lambda kept: kept.weight)
        self._lock = Lock()
        self.hits = self.misses = 0

    def find(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        reading: Reading,
    ) -> Plan | None:
        """The plan, made on first use; None for an operation that can't have one."""
        name = operation.name.value if operation.name else None
        signature = standing_of(reading.viewer).signature
        # The day too: what is new is new for days.
        today = reading.viewer.today
        key = (document.text, name, shape(variables), signature, reading.language, today)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self.hits += 1
                return kept.plan
            self.misses += 1
        plan = self._make(document, operation, variables, reading)
        self._keep(key, Kept(plan, weight_of(plan, document)))
        return plan

    def _keep(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            # One that is larger than all that may be kept is made anew each time.
            if kept.weight <= self._kept.maxsize:
                self._kept[key] = kept

    def _make(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        reading: Reading,
    ) -> Plan | None:
        room = with_room(variables, ("variables",))
        planner = Planner(document, operation, room, reading.viewer)
        try:
            return make_plan(planner)
        except GraphQLError:
            # The executor says what is wrong, in its own words.
            return None

    def figures(self) -> dict[str, int]:
        """For operators: plans kept, their bytes, and how often one was found or had to be made."""
        with self._lock:
            return {
                "kept": len(self._kept),
                "bytes": int(self._kept.currsize),
                "hits": self.hits,
                "misses": self.misses,
            }

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


plans = Plans()


def weight_of(plan: Plan | None, document: Document) -> int:
    """Bytes, roughly, that a plan and the operation it is kept under take up."""
    text = len(document.text)
    if plan is None:
        return OVERHEAD + text
    tree = TREE_TO_TEXT * text if plan.rest is not None or plan.fillers else 0
    pieces = sum(len(p.sql) + PARAMETER * len(p.parameters) for p in plan.statements)
    return OVERHEAD + text + tree + len(plan.text) + pieces


def coerced(
    operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The variables as their types take them; None where the executor will refuse them."""
    found = get_variable_values(
        graphql_schema(), operation.variable_definitions or (), dict(variables)
    )
    return found if isinstance(found, dict) else None
