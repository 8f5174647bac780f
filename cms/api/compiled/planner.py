"""Walks an operation once and says it in SQL."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache
from django.db.models.expressions import Combinable
from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.values import get_argument_values

from cms.api.compiled.abilities import ability
from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.holes import Filler
from cms.api.compiled.parameters import Parameter, Slot
from cms.api.compiled.piece import Piece
from cms.api.compiled.text import Literal, json_object
from cms.api.documents import Document, graphql_schema
from cms.api.items import outputs_of
from cms.api.objects import CAPTIONS, FILE, IMAGE, OWNER, PLACE, TERM, VIDEO
from cms.api.output import Outputs, Source
from cms.api.rows import KEPT_ROWS
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from cms.personalisation.effects import standing_of
from cms.personalisation.viewer import Viewer

Fields = Mapping[str, list[FieldNode]]
MEMORIES = 16


class SomeMunicipality(Parameter):
    """Whichever municipality a plan will run for; its own primary key."""

    @property
    def pk(self) -> SomeMunicipality:
        """Stands for the primary key in conditions."""
        return self


# Of viewers who stand alike, what their plans are made from.
_memories: LRUCache[Hashable, dict[str, Any]] = LRUCache(MEMORIES)
_lock = Lock()


def anyone_like(viewer: Viewer) -> Viewer:
    """A viewer of any municipality who meets what this one meets, by the same rules."""
    municipality = cast(Municipality, SomeMunicipality(("municipality",)))
    standing = standing_of(viewer)
    with _lock:
        key = (standing.signature, viewer.language, viewer.today)
        memory = _memories.setdefault(key, {"standing": standing, KEPT_ROWS: {}})
    return replace(viewer, municipality=municipality, citizen=None, memory=memory)


@lru_cache(maxsize=1)
def known_objects() -> dict[str, Outputs]:
    """The fields of every object type that plans know, by the type's name."""
    below: dict[str, Outputs] = {
        "Term": TERM,
        "Place": PLACE,
        "Owner": OWNER,
        "Captions": CAPTIONS,
        "Video": VIDEO,
        "Image": IMAGE,
        "File": FILE,
    }
    items = {m.declaration.class_name: outputs_of(name) for name, m in item_models().items()}
    return {**below, **items}


class Planner:
    """What all parts of one plan share."""

    def __init__(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        viewer: Viewer,
    ) -> None:
        """`variables` hold parameters where the plan leaves room for values."""
        self.schema = graphql_schema()
        self.operation = operation
        self.variables = dict(variables)
        self.viewer = anyone_like(viewer)
        self.language = viewer.language
        self.checks: list[Slot] = []
        # Statements besides the plan's own, and what fills the holes in their texts.
        self.statements: list[Piece] = []
        self.fillers: list[Filler] = []
        self.fragments = {each.name.value: each for each in document.fragments}

    def check(self, piece: Piece) -> None:
        """Let a plan look at values that its statement doesn't use."""
        self.checks += [part for part in piece.parameters if isinstance(part, Slot)]

    def statement(self, piece: Piece) -> Piece:
        """Remember a statement that a filler will run."""
        self.statements.append(piece)
        return piece

    def filled_by(self, filler: Filler) -> int:
        """The number under which the filler's holes are written."""
        self.fillers.append(filler)
        return len(self.fillers) - 1

    def shared_filler(self, kind: type[Any]) -> tuple[int, Any]:
        """The plan's one filler of a kind, and its number."""
        for number, filler in enumerate(self.fillers):
            if isinstance(filler, kind):
                return number, filler
        return self.filled_by(kind()), self.fillers[-1]

    def roots(self) -> Fields:
        """The operation's own fields, by their keys in the answer."""
        query = cast(GraphQLObjectType, self.schema.query_type)
        chosen = self.operation.selection_set
        return collect_fields(self.schema, self.fragments, self.variables, query, chosen)

    def below(self, type_name: str, nodes: list[FieldNode]) -> Fields:
        """What is asked of an object of this type, by keys in the answer."""
        type_ = cast(GraphQLObjectType, self.schema.type_map[type_name])
        return collect_sub_fields(self.schema, self.fragments, self.variables, type_, nodes)

    def names(self, type_name: str, nodes: list[FieldNode]) -> dict[str, str]:
        """The fields' own names by their keys in the answer."""
        return {key: found[0].name.value for key, found in self.below(type_name, nodes).items()}

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        """A field's arguments. Raises GraphQLError as the executor would."""
        type_ = cast(GraphQLObjectType, self.schema.type_map[type_name])
        return get_argument_values(type_.fields[node.name.value], node, self.variables)

    def object(self, type_name: str, nodes: list[FieldNode], source: Source) -> Combinable:
        """An expression for an object, as JSON text. Raises NotCompilable."""
        return json_object(
            {
                key: self._field(type_name, found, source)
                for key, found in self.below(type_name, nodes).items()
            }
        )

    def _field(self, type_name: str, nodes: list[FieldNode], source: Source) -> Combinable:
        name = nodes[0].name.value
        if name == "__typename":
            return Literal(f'"{type_name}"')
        output = outputs_by_api_name(type_name).get(name)
        if output is None:
            return ability(source, type_name, nodes)
        if output.plan is None or output.access != "public":
            raise NotCompilable(f"{type_name}.{name} is resolved by the executor")
        return output.plan(source, nodes, self.arguments(type_name, nodes[0]))


@lru_cache
def outputs_by_api_name(type_name: str) -> Outputs:
    """An object's outputs by the names they have in the API."""
    from graphene.utils.str_converters import to_camel_case

    return {to_camel_case(name): output for name, output in known_objects()[type_name].items()}
