"""Makes plans: which fields SQL answers, which Python, and which are left to the executor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from graphql import FieldNode, OperationDefinitionNode, SelectionSetNode

from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.holes import hole
from cms.api.compiled.lists import PlannedList
from cms.api.compiled.mixed import ROOTS
from cms.api.compiled.piece import Piece, json_object, query, said, wrapped
from cms.api.compiled.plan import Plan
from cms.api.compiled.planner import Planner
from cms.api.output import Source
from cms.api.rows import rows
from cms.declarations.names import camel, plural
from cms.library.content import content_models
from cms.library.models import Item
from cms.library.registry import item_models

# How often each way was taken, for operators: compiled, executor, and why not compiled.
taken: Counter[str] = Counter()


def make_plan(planner: Planner) -> Plan | None:
    """A plan for the fields that can have one. Raises GraphQLError for wrong arguments."""
    pieces: dict[str, Piece | str] = {}
    rest: list[FieldNode] = []
    for key, nodes in planner.roots().items():
        try:
            pieces[key] = root(planner, nodes)
        except (NotCompilable, EmptyResultSet) as reason:
            taken[f"not compiled: {str(reason) or 'never a row'}"] += 1
            rest += nodes
    if not pieces:
        return None
    statement, text = whole(pieces)
    statements = [*planner.statements, *([statement] if statement else [])]
    return Plan(
        statement,
        text,
        tuple(planner.roots()),
        remaining(planner, rest),
        tuple(planner.checks),
        tuple(planner.fillers),
        is_watched=is_watched(statements) and all(one.is_lasting for one in planner.fillers),
        others=tuple(planner.statements),
    )


def whole(pieces: dict[str, Piece | str]) -> tuple[Piece | None, str]:
    """The statement that gives the answer's text; or, where it needs none, the text."""
    if all(isinstance(piece, str) for piece in pieces.values()):
        return None, "{" + ",".join(f'"{key}":{text}' for key, text in pieces.items()) + "}"
    parts = {key: said(part) if isinstance(part, str) else part for key, part in pieces.items()}
    return wrapped("SELECT ", json_object(parts), ""), ""


def is_watched(statements: Iterable[Piece]) -> bool:
    """Whether the statements read nothing but tables whose every change renews a stamp."""
    return all(tables_in(statement.sql) <= watched_tables() for statement in statements)


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


def root(planner: Planner, nodes: list[FieldNode]) -> Piece | str:
    """One field of the operation: in SQL, or as a text. Raises NotCompilable."""
    name = nodes[0].name.value
    if name == "__typename":
        return '"Query"'
    if name in ROOTS:
        return hole(planner.filled_by(ROOTS[name](planner, nodes)))
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
