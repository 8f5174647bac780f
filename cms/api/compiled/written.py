"""What Python reads from objects and writes as JSON itself, as the executor would.

The walk through the operation is done once, when the plan is made; what is left is a function
from an object to its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from graphene.utils.str_converters import to_camel_case
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
)

from cms.api.access import guarded
from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.running import Run
from cms.api.output import Outputs, outputs_of_object

if TYPE_CHECKING:
    from cms.api.compiled.planner import Planner

Write = Callable[[Any, Run], str]
Nodes = list[FieldNode]
NULL = "null"


@dataclass(frozen=True)
class Writing:
    """Makes the functions; `items` makes the one for an item of whatever type."""

    planner: Planner
    items: Callable[[Nodes], Write] | None = None

    def object(self, type_name: str, nodes: Nodes) -> Write:
        """Of an object of this type. Raises NotCompilable."""
        below = self.planner.below(type_name, nodes)
        parts = [(f'"{key}":', self._field(type_name, found)) for key, found in below.items()]

        def write(value: Any, run: Run) -> str:
            return f"{{{','.join([key + part(value, run) for key, part in parts])}}}"

        return write

    def _field(self, type_name: str, nodes: Nodes) -> Write:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda _value, _run: f'"{type_name}"'
        type_ = self.planner.schema.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101 - nothing else is read from
        read = _reader(type_, name)
        write = self.value(type_.fields[name].type, nodes)
        return lambda value, run: write(read(value, run), run)

    def value(self, type_: Any, nodes: Nodes) -> Write:
        """Of a value of any type. Raises NotCompilable."""
        match type_:
            case GraphQLNonNull():
                return _never_null(self.value(type_.of_type, nodes))
            case GraphQLList():
                return _listed(self.value(type_.of_type, nodes))
            case GraphQLScalarType() | GraphQLEnumType():
                return _or_null(lambda value, _run: orjson.dumps(type_.serialize(value)).decode())
            case GraphQLInterfaceType() if self.items is not None:
                return self.items(nodes)
            case GraphQLObjectType():
                return _or_null(self.object(type_.name, nodes))
        raise NotCompilable(f"{type_} is resolved by the executor")


def _reader(type_: GraphQLObjectType, name: str) -> Callable[[Any, Any], Any]:
    """What resolves a field. Raises NotCompilable for one that takes arguments."""
    field = type_.fields[name]
    if field.args or field.resolve is None or type_.interfaces:
        raise NotCompilable(f"{type_.name}.{name} is resolved by the executor")
    output = outputs_in_api(type_.name).get(name)
    # Not all types are made of outputs: those of capabilities are graphene's own.
    return guarded(output.access, output.read) if output else field.resolve


def _never_null(write: Write) -> Write:
    def checked(value: Any, run: Run) -> str:
        if value is None:
            raise NotCompilable("what is missing is told by the executor")
        return write(value, run)

    return checked


def _or_null(write: Write) -> Write:
    return lambda value, run: NULL if value is None else write(value, run)


def _listed(write: Write) -> Write:
    def listed(values: Sequence[Any] | None, run: Run) -> str:
        if values is None:
            return NULL
        return f"[{','.join([write(value, run) for value in values])}]"

    return listed


@lru_cache
def outputs_in_api(type_name: str) -> Mapping[str, Any]:
    """An object's outputs by the names they have in the API."""
    outputs: Outputs = outputs_of_object(type_name)
    return {to_camel_case(name): output for name, output in outputs.items()}
