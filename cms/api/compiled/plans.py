"""Plans: made once for an operation and a kind of viewer, kept, and run for many requests."""

from __future__ import annotations

import logging
import re
from collections import Counter, OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, SelectionSetNode
from graphql.execution.values import get_variable_values

from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.lists import PlannedList
from cms.api.compiled.parameters import Slot, filled
from cms.api.compiled.piece import Piece, json_object, query, said, wrapped
from cms.api.compiled.planner import Planner
from cms.api.compiled.shape import shape, with_room
from cms.api.documents import Document, graphql_schema
from cms.api.output import Source
from cms.api.reading import Reading
from cms.api.rows import rows
from cms.declarations.names import camel, plural
from cms.library.content import content_models
from cms.library.models import Item
from cms.library.registry import item_models
from cms.personalisation.effects import standing_of

logger = logging.getLogger(__name__)
KEPT_PLANS = 1000
# HTML in which Wagtail has links by name, which only Python can turn into addresses.
INNER_LINK = "linktype="
# How often each way was taken, for operators: compiled, executor, and why not compiled.
taken: Counter[str] = Counter()


@dataclass(frozen=True)
class Plan:
    """One statement that answers the JSON of the fields in `keys`; `rest` is for the executor."""

    sql: str
    parameters: tuple[Any, ...]
    keys: tuple[str, ...]
    rest: OperationDefinitionNode | None
    checks: tuple[Slot, ...] = ()
    # Whether a stamp tells of every change to what the statement reads.
    is_watched: bool = False

    @property
    def may_be_kept(self) -> bool:
        """Whether the whole answer may be kept until that stamp is renewed."""
        return self.is_watched and self.rest is None

    def run(self, values: Mapping[str, Any]) -> str | None:
        """The JSON text. None where this request needs the executor after all."""
        try:
            filled(self.checks, values)
            parameters = filled(self.parameters, values)
        except GraphQLError:
            return None
        try:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, parameters)
                text: str | None = cursor.fetchone()[0]
        except DatabaseError:
            logger.warning("A plan failed; the executor answers instead.", exc_info=True)
            return None
        return None if text is None or INNER_LINK in text else text


class Plans:
    """The plans of one process, the least used forgotten first."""

    def __init__(self, size: int = KEPT_PLANS) -> None:
        """At most `size` plans."""
        self.size = size
        self._kept: OrderedDict[Hashable, Plan | None] = OrderedDict()
        self._lock = Lock()

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
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        plan = self._make(document, operation, variables, reading)
        with self._lock:
            self._kept[key] = plan
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return plan

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

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


plans = Plans()


def make_plan(planner: Planner) -> Plan | None:
    """A plan for the fields that can have one. Raises GraphQLError for wrong arguments."""
    pieces: dict[str, Piece] = {}
    rest: list[FieldNode] = []
    for key, nodes in planner.roots().items():
        try:
            pieces[key] = root(planner, nodes)
        except (NotCompilable, EmptyResultSet) as reason:
            taken[f"not compiled: {str(reason) or 'never a row'}"] += 1
            rest += nodes
    if not pieces:
        return None
    whole = json_object(pieces)
    return Plan(
        f"SELECT {whole.sql}",
        whole.parameters,
        tuple(planner.roots()),
        remaining(planner, rest),
        tuple(planner.checks),
        is_watched=tables_in(whole.sql) <= watched_tables(),
    )


def tables_in(sql: str) -> frozenset[str]:
    """The tables that a statement names."""
    return every_table() & frozenset(re.findall(r'"(\w+)"', sql))


@lru_cache(maxsize=1)
def every_table() -> frozenset[str]:
    """The tables of every model."""
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


@lru_cache(maxsize=1)
def watched_tables() -> frozenset[str]:
    """The tables whose every change renews the stamp of content."""
    return frozenset(model._meta.db_table for model in content_models())


def remaining(planner: Planner, nodes: list[FieldNode]) -> OperationDefinitionNode | None:
    """The operation with only these of its fields."""
    if not nodes:
        return None
    given = planner.operation
    return OperationDefinitionNode(
        operation=given.operation,
        name=given.name,
        variable_definitions=given.variable_definitions,
        directives=given.directives,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )


def root(planner: Planner, nodes: list[FieldNode]) -> Piece:
    """One field of the operation. Raises NotCompilable."""
    name = nodes[0].name.value
    if name == "__typename":
        return said('"Query"')
    for type_name, model in item_models().items():
        if name == camel(plural(type_name)):
            return PlannedList(planner, model, nodes).piece()
        if name == camel(type_name):
            return single(planner, model, nodes)
    raise NotCompilable(f"Query.{name} is resolved by the executor")


def single(planner: Planner, model: type[Item], nodes: list[FieldNode]) -> Piece:
    """One item by its slug, or null."""
    slug = planner.arguments("Query", nodes[0])["slug"]
    source = Source(planner, model=model)
    json = planner.object(model.declaration.class_name, nodes, source)
    found = rows(model, planner.viewer).filter(slug=slug).order_by("pk")
    return wrapped("COALESCE((", query(found.annotate(json=json).values("json")[:1]), "), 'null')")


def coerced(
    operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The variables as their types take them; None where the executor will refuse them."""
    found = get_variable_values(
        graphql_schema(), operation.variable_definitions or (), dict(variables)
    )
    return found if isinstance(found, dict) else None
