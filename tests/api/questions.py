"""Makes random valid operations from the schema itself, whatever types are declared."""

from __future__ import annotations

import json
import random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
)

from cms.api.documents import graphql_schema
from cms.declarations import current
from cms.declarations.names import camel, plural
from cms.library.registry import item_models

DEEPEST = 5
ODD = ('"', "'; DROP TABLE x; --", "%s", "æøå", "", "\\", "{}", "\n")


class Questions:
    """A source of operations. `declared_only` keeps to what plans can answer."""

    def __init__(self, chance: random.Random, *, declared_only: bool = True) -> None:
        self.chance = chance
        self.schema = graphql_schema()
        self.declared_only = declared_only
        self.definitions: list[str] = []
        self.fragments: list[str] = []
        self.variables: dict[str, Any] = {}

    def make(self) -> tuple[str, dict[str, Any]]:
        """One operation and its variables."""
        self.definitions, self.fragments, self.variables = [], [], {}
        query = self.schema.query_type
        assert query is not None
        names = self._root_names()
        chosen = [self.chance.choice(names) for _ in range(self.chance.randint(1, 2))]
        fields = [
            self._field(name, query.fields[name], 1, alias=f"r{number}")
            for number, name in enumerate(chosen)
        ]
        head = f"({', '.join(self.definitions)})" if self.definitions else ""
        body = " ".join(field for field in fields if field)
        return f"query Q{head} {{ {body} }} {' '.join(self.fragments)}", self.variables

    def _root_names(self) -> list[str]:
        return [name for n in item_models() for name in (camel(plural(n)), camel(n))]

    def _field(self, name: str, field: GraphQLField, depth: int, alias: str = "") -> str:
        type_ = get_named_type(field.type)
        arguments = self._arguments(name, field)
        below = ""
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            if depth > DEEPEST:
                return ""
            below = self._selection(type_, depth)
        prefix = f"{alias}: " if alias else ""
        return f"{prefix}{name}{arguments}{self._directive()}{below}"

    def _selection(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
        names = [name for name in type_.fields if self._is_wanted(type_.name, name)]
        chosen = self.chance.sample(names, min(len(names), self.chance.randint(1, 6)))
        parts = ["__typename"] if self.chance.random() < 0.3 else []
        for name in chosen:
            alias = f"{name}{self.chance.randint(1, 9)}" if self.chance.random() < 0.2 else ""
            made = self._field(name, type_.fields[name], depth + 1, alias)
            parts += [made] if made else []
        parts = list(dict.fromkeys(parts)) or ["__typename"]
        # The same key twice with other arguments would be no valid operation.
        keys: dict[str, str] = {}
        for part in parts:
            keys.setdefault(
                part.split("(")[0].split("{")[0].split("@")[0].split(":")[0].strip(), part
            )
        return " { " + self._wrapped(type_.name, " ".join(keys.values())) + " }"

    def _wrapped(self, type_name: str, selection: str) -> str:
        roll = self.chance.random()
        if roll < 0.12:
            return f"... on {type_name}{self._directive()} {{ {selection} }} __typename"
        if roll < 0.24:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {type_name} {{ {selection} }}")
            return f"...{name} __typename"
        return selection

    def _is_wanted(self, type_name: str, name: str) -> bool:
        if not self.declared_only:
            return True
        from cms.api.compiled.planner import known_objects, outputs_by_api_name

        if type_name in known_objects():
            output = outputs_by_api_name(type_name).get(name)
            return output is not None and output.plan is not None
        return True

    def _directive(self) -> str:
        roll = self.chance.random()
        if roll < 0.9:
            return ""
        kind = self.chance.choice(["include", "skip"])
        value = self.chance.random() < 0.5
        if roll < 0.95:
            return f" @{kind}(if: {str(value).lower()})"
        return f" @{kind}(if: ${self._variable('Boolean!', value)})"

    def _variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self.definitions)}"
        self.definitions.append(f"${name}: {type_}")
        self.variables[name] = value
        return name

    def _arguments(self, name: str, field: GraphQLField) -> str:
        said: list[str] = []
        for key, argument in field.args.items():
            required = isinstance(argument.type, GraphQLNonNull)
            if not required and self.chance.random() < 0.5:
                continue
            value = self._value(argument.type, key, name)
            if self.chance.random() < 0.5:
                said.append(f"{key}: ${self._variable(str(argument.type), value)}")
            else:
                said.append(f"{key}: {literal(value, argument.type)}")
        return f"({', '.join(said)})" if said else ""

    def _value(self, type_: Any, key: str, field: str) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._filled(type_.of_type, key, field)
        return None if self.chance.random() < 0.05 else self._filled(type_, key, field)

    def _filled(self, type_: Any, key: str, field: str) -> Any:
        if isinstance(type_, GraphQLList):
            return [
                self._value(type_.of_type, key, field) for _ in range(self.chance.randint(0, 3))
            ]
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return {
                name: self._value(part.type, name, field)
                for name, part in type_.fields.items()
                if isinstance(part.type, GraphQLNonNull) or self.chance.random() < 0.25
            }
        assert isinstance(type_, GraphQLScalarType)
        return self._scalar(type_.name, key, field)

    def _scalar(self, type_: str, key: str, field: str) -> Any:
        chance = self.chance
        low = {"latitude": 56.0, "longitude": 9.0}.get(key)
        made: dict[str, Any] = {
            "Int": chance.choice([0, 1, 2, 5, 100, chance.randint(-1, 101)]),
            "Float": round(low + chance.random() if low else 10 + chance.random() * 90, 3),
            "Boolean": chance.random() < 0.5,
            "Decimal": f"{chance.randint(0, 900)}.50",
            "Date": f"2026-11-{chance.randint(10, 30)}",
            "DateTime": f"2026-11-{chance.randint(10, 30)}T08:30:00Z",
        }
        return made[type_] if type_ in made else self._text(key, field)

    def _text(self, key: str, field: str) -> str:
        chance = self.chance
        if key == "slug" and chance.random() < 0.8:
            for name in item_models():
                if camel(name) == field or camel(plural(name)) == field:
                    return f"{name.replace('_', '-')}-{chance.randint(0, 9)}"
        if chance.random() < 0.05 or key == "after":
            return chance.choice(ODD)
        vocabularies = current().vocabularies
        if key == "owner":
            return chance.choice(["national", "thisted", "aarhus", "bageren"])
        vocabulary = vocabularies.get(key) or next(iter(vocabularies.values()))
        return chance.choice(vocabulary.terms).slug


def literal(value: Any, type_: Any) -> str:
    """A value as it stands in a document."""
    named = get_named_type(type_)
    if isinstance(value, list):
        return f"[{', '.join(literal(part, named) for part in value)}]"
    if isinstance(value, dict):
        assert isinstance(named, GraphQLInputObjectType)
        parts = (f"{k}: {literal(part, named.fields[k].type)}" for k, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(named, GraphQLEnumType) and value is not None:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
