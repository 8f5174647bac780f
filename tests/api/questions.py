"""Makes random valid operations from the schema itself, whatever types are declared.

Every field of Query can come, with what stands below it: fragments (named, inline, without a type)
on objects and on the interface, aliases, directives, variables with defaults and nulls. A share of
`BAD` has a value in it that the API refuses.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

from cms.api.documents import graphql_schema
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from tests.api.values import Values

DEEPEST = 4
BAD = 0.06
# How often a field of Query comes, of the mixed ones; declared types share the rest.
MIXED = {"feed": 4, "search": 3, "suggest": 1, "municipality": 1, "me": 1}
LISTS_TO_ONE = 3
Selecting = GraphQLObjectType | GraphQLInterfaceType


class Questions:
    """A source of operations. `declared_only` keeps to lists and items of declared types."""

    def __init__(self, chance: random.Random, *, declared_only: bool = False) -> None:
        self.chance = chance
        self.schema = graphql_schema()
        self.values = Values(chance)
        self.roots = self._roots(declared_only=declared_only)
        self.fragments: list[str] = []
        # Under which keys lists were asked for, so that cursors can be learned from the answer.
        self.lists: dict[str, str] = {}

    def _roots(self, *, declared_only: bool) -> dict[str, int]:
        ones = {camel(name): 1 for name in item_models()}
        lists = {camel(plural(name)): LISTS_TO_ONE for name in item_models()}
        times = len(item_models()) / 3
        mixed = {name: max(1, round(often * times)) for name, often in MIXED.items()}
        return ones | lists | ({} if declared_only else mixed)

    def make(self) -> tuple[str, dict[str, Any]]:
        """One operation and its variables."""
        self.fragments, self.lists = [], {}
        self.values.begin(is_bad=self.chance.random() < BAD)
        query = self.schema.query_type
        assert query is not None
        chosen = self.chance.choices(
            list(self.roots), list(self.roots.values()), k=1 + (self.chance.random() < 0.15)
        )
        fields = [
            self._root(name, query.fields[name], f"r{number}") for number, name in enumerate(chosen)
        ]
        if self.chance.random() < 0.1:
            fields.append("__typename")
        body = self._grouped("Query", fields)
        definitions = self.values.definitions
        head = f"({', '.join(definitions)})" if definitions else ""
        return f"query Q{head} {{ {body} }} {' '.join(self.fragments)}", self.values.variables

    def learn(self, data: Any, language: str) -> None:
        """Take the cursors of an answer, for questions to come in the same language."""
        for key, about in self.lists.items():
            page = (data or {}).get(key) or {}
            cursor = (page.get("pageInfo") or {}).get("endCursor")
            if cursor:
                self.values.cursors.setdefault((about, language), []).append(cursor)

    def speak(self, language: str) -> None:
        """The language of the next questions, on which cursors depend."""
        self.values.language = language

    def _root(self, name: str, field: GraphQLField, alias: str) -> str:
        arguments = self.values.arguments(name, field)
        if "after" in field.args:
            self.lists[alias] = self.values.list_said
        return f"{alias}: {name}{arguments}{self._directive()}{self._below(field, 1)}"

    def _field(self, name: str, field: GraphQLField, depth: int, alias: str = "") -> str:
        if depth > DEEPEST and isinstance(get_named_type(field.type), Selecting):
            return ""
        arguments = self.values.arguments(name, field)
        prefix = f"{alias}: " if alias else ""
        return f"{prefix}{name}{arguments}{self._directive()}{self._below(field, depth)}"

    def _below(self, field: GraphQLField, depth: int) -> str:
        type_ = get_named_type(field.type)
        match type_:
            case GraphQLInterfaceType():
                return f" {{ {self._of_any(type_, depth)} }}"
            case GraphQLObjectType():
                return f" {{ {self._grouped(type_.name, self._selection(type_, depth))} }}"
        return ""

    def _selection(self, type_: Selecting, depth: int, mark: str = "") -> list[str]:
        """Some of a type's fields, each key once; `mark` keeps keys apart from others'."""
        most = 3 if depth > 1 else 2
        names = self.chance.sample(
            list(type_.fields), min(len(type_.fields), self.chance.randint(1, most))
        )
        # Without its rows a page says little; and cursors are learned from where it ends.
        if depth == 1 and "nodes" in type_.fields and self.chance.random() < 0.7:
            rows = [name for name in ("nodes", "edges", "hits") if name in type_.fields]
            names.append(self.chance.choice(rows))
        parts = ["__typename"] if self.chance.random() < 0.3 else []
        if "pageInfo" in type_.fields and self.chance.random() < 0.3:
            names = [name for name in names if name != "pageInfo"]
            parts.append("pageInfo { endCursor }")
        for name in dict.fromkeys(names):
            alias = f"{name}{self.chance.randint(1, 9)}" if self.chance.random() < 0.2 else ""
            made = self._field(name, type_.fields[name], depth + 1, f"{mark}{alias or name}")
            made = made.removeprefix(f"{name}: ")
            parts += [made] if made else []
        return parts or ["__typename"]

    def _of_any(self, type_: GraphQLInterfaceType, depth: int) -> str:
        """A selection on the interface: what all have, and what some types have."""
        chance = self.chance
        parts = [self._grouped(type_.name, self._selection(type_, depth))]
        possible = list(self.schema.get_possible_types(type_))
        for one in chance.sample(possible, chance.choice([0, 0, 1, 1, 2])):
            # Types may have fields of one name that aren't alike, so each has keys of its own.
            inner = " ".join(self._selection(one, depth, mark=f"{camel(one.name)}_"))
            parts.append(self._fragment(one.name, inner))
        if chance.random() < 0.15:
            parts.append(
                f"... on {type_.name} {{ again: id ... on {possible[0].name} {{ slug }} }}"
            )
        chance.shuffle(parts)
        return " ".join(parts)

    def _grouped(self, type_name: str, parts: list[str]) -> str:
        """The selection as it is, or within a fragment."""
        selection = " ".join(parts)
        if self.chance.random() < 0.75:
            return selection
        return f"{self._fragment(type_name, selection)} __typename"

    def _fragment(self, type_name: str, selection: str) -> str:
        roll = self.chance.random()
        if roll < 0.4:
            return f"... on {type_name}{self._directive()} {{ {selection} }}"
        if roll < 0.5 and "_" not in selection.split(":", maxsplit=1)[0]:
            return f"...{self._directive()} {{ ... on {type_name} {{ {selection} }} }}"
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {type_name} {{ {selection} }}")
        return f"...{name}{self._directive()}"

    def _directive(self) -> str:
        roll = self.chance.random()
        if roll < 0.93:
            return ""
        kind = self.chance.choice(["include", "skip"])
        if roll < 0.965:
            return f" @{kind}(if: {self.chance.choice(['true', 'false'])})"
        value = self.chance.random() < 0.5
        return f" @{kind}(if: {self.values.variable(GraphQLNonNull(self._boolean()), value)})"

    def _boolean(self) -> Any:
        return self.schema.type_map["Boolean"]


def ways_said(ways: Counter[str]) -> str:
    """The shares, for people."""
    whole = sum(ways.values()) or 1
    return ", ".join(f"{way} {count / whole:.0%}" for way, count in ways.most_common())
