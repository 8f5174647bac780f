"""One field of an object in the API, said once for both paths: the executor and the SQL plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import graphene
from django.db.models import F
from django.db.models.expressions import Combinable

from cms.api.access import classify, guarded
from cms.api.compiled.text import Quoted

Access = Literal["public", "citizen", "editor"]
Read = Callable[..., Any]


@dataclass(frozen=True)
class Source:
    """Where a plan reads from: the path from the query's model to the row, and the planner."""

    planner: Any
    prefix: str = ""
    model: Any = None

    def column(self, name: str) -> F:
        """A column of the row."""
        return F(f"{self.prefix}{name}")

    def related(self, name: str) -> Source:
        """The row that a foreign key points at."""
        return Source(self.planner, f"{self.prefix}{name}__")


# Makes the expression, whose value is JSON text, from source, field nodes and arguments.
Plan = Callable[[Source, Any, Mapping[str, Any]], Combinable]


@dataclass(frozen=True)
class Output:
    """What a field is (`type`), how it is read from an object, and how a plan says it in SQL.

    A field without `plan` is always resolved by the executor.
    """

    type: Any
    read: Read
    plan: Plan | None = None
    description: str = ""
    access: Access = "public"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    deprecated: str | None = None

    def as_field(self) -> graphene.Field:
        """The field for graphene."""
        type_ = graphene.NonNull(self.type) if self.required else self.type
        return graphene.Field(
            type_,
            resolver=guarded(self.access, self.read),
            description=self.description,
            deprecation_reason=self.deprecated,
            **{name: make() for name, make in self.arguments.items()},
        )


Outputs = dict[str, Output]
_objects: dict[str, Outputs] = {}


def outputs_of_object(type_name: str) -> Outputs:
    """The fields of a type that `object_type` made; none for any other."""
    return _objects.get(type_name, {})


def object_type(name: str, outputs: Outputs, description: str, **meta: Any) -> Any:
    """A graphene type of these outputs, by field name in snake case."""
    classify(name, {key: output.access for key, output in outputs.items()})
    _objects[name] = outputs
    meta_class = type("Meta", (), {"name": name, "description": description, **meta})
    fields = {key: output.as_field() for key, output in outputs.items()}
    return type(name, (graphene.ObjectType,), {"Meta": meta_class, **fields})


def attribute(name: str) -> Read:
    """Reads an attribute; an empty text is null."""

    def read(root: Any, _info: Any) -> Any:
        value = getattr(root, name)
        return None if value == "" else value

    return read


def column(name: str) -> Plan:
    """Says a text or number column; an empty text is null."""

    def plan(source: Source, _nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
        return Quoted(source.column(name))

    return plan
