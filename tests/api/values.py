"""Values for the arguments of random operations: good ones, and in some operations bad ones."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
)

from cms.api.search import known_facets
from cms.declarations import current
from cms.declarations.names import camel, plural
from cms.library.registry import declarations, item_models

ODD = ('"', "'; DROP TABLE x; --", "%s", "æøå", "", "\\", "{}", "\n", "linktype=")
WORDS = ("jobsamtale", "citat æbler", "gået", "Лестница", "مرحبا", "kursus", "linje", "html", "")
OWNERS = ("national", "thisted", "aarhus", "bageren", "laering")
POINT = {"latitude": 56.0, "longitude": 9.0}
PAGING = ("first", "last", "after", "before")


class Values:
    """Says arguments, as literals or as variables."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.language = "da"
        # Cursors met so far, by what is listed and the language.
        self.cursors: dict[tuple[str, str], list[str]] = {}
        self.begin(is_bad=False)

    def begin(self, *, is_bad: bool) -> None:
        """A new operation."""
        self.definitions: list[str] = []
        self.variables: dict[str, Any] = {}
        self.is_bad, self.list_said = is_bad, ""

    def arguments(self, name: str, field: GraphQLField) -> str:
        """A field's arguments in parentheses, or nothing."""
        given = self._given(name, field)
        said = [f"{key}: {self._said(value, field.args[key].type)}" for key, value in given.items()]
        return f"({', '.join(said)})" if said else ""

    def _given(self, name: str, field: GraphQLField) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for key, argument in field.args.items():
            required = isinstance(argument.type, GraphQLNonNull)
            # Few types at a time: a plan has a statement for each.
            often = 0.8 if key == "types" else 0.4
            if key not in PAGING and (required or self.chance.random() < often):
                given[key] = self._value(argument.type, key, name)
        if given.get("sort") == "NEAREST" and not given.get("near") and not self.is_bad:
            del given["sort"]
        if "after" in field.args:
            self.list_said = f"{name} {given.get('orderBy') or given.get('types')}"
            given |= self._page()
        elif "first" in field.args and self.chance.random() < 0.7:
            given["first"] = self._size()
        return given

    def _page(self) -> dict[str, Any]:
        chance = self.chance
        size, end = chance.choice([("first", "after")] * 4 + [("last", "before")])
        page: dict[str, Any] = {size: self._size()} if chance.random() < 0.7 else {}
        known = self.cursors.get((self.list_said, self.language))
        if known and chance.random() < 0.5:
            page[end] = chance.choice(known)
        if self.is_bad and chance.random() < 0.5:
            page |= chance.choice([{"first": 1, "last": 1}, {end: chance.choice(ODD)}])
        return page

    def _size(self) -> int | None:
        sizes = [-1, 101, 10**9] if self.is_bad else [0, 1, 2, 3, 5, 8, 8, 20, None]
        return self.chance.choice(sizes)

    def _said(self, value: Any, type_: Any) -> str:
        """A value as it stands in the document: as a variable, or with variables within it."""
        if self.chance.random() < 0.3:
            return self.variable(type_, value)
        named = get_named_type(type_)
        bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(value, list) and isinstance(bare, GraphQLList):
            return f"[{', '.join(self._said(part, bare.of_type) for part in value)}]"
        if isinstance(value, dict) and isinstance(named, GraphQLInputObjectType):
            fields = named.fields
            parts = (f"{key}: {self._said(part, fields[key].type)}" for key, part in value.items())
            return f"{{{', '.join(parts)}}}"
        return literal(value, named)

    def variable(self, type_: Any, value: Any) -> str:
        """A new variable; some have a default, and some of those aren't sent."""
        name = f"v{len(self.definitions)}"
        default = f" = {literal(value, type_)}" if self.chance.random() < 0.3 else ""
        self.definitions.append(f"${name}: {type_}{default}")
        if not default or self.chance.random() < 0.5:
            self.variables[name] = value
        return f"${name}"

    def _value(self, type_: Any, key: str, field: str) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._filled(type_.of_type, key, field)
        return None if self.chance.random() < 0.05 else self._filled(type_, key, field)

    def _filled(self, type_: Any, key: str, field: str) -> Any:
        if isinstance(type_, GraphQLList):
            times = self.chance.choice([1, 1, 2] if key == "types" else [0, 1, 1, 2, 3])
            return [self._value(type_.of_type, key, field) for _ in range(times)]
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            if type_.name == "SearchFilter":
                return self._search_filter()
            return {
                name: self._value(part.type, name if key == "filter" else key, field)
                if not isinstance(get_named_type(part.type), GraphQLScalarType) or key == "filter"
                else self._scalar(get_named_type(part.type).name, name, field)
                for name, part in type_.fields.items()
                if isinstance(part.type, GraphQLNonNull) or self.chance.random() < 0.15
            }
        assert isinstance(type_, GraphQLScalarType)
        return self._scalar(type_.name, key, field)

    def _scalar(self, type_: str, key: str, field: str) -> Any:
        chance = self.chance
        low = POINT.get(key)
        made: dict[str, Any] = {
            "Int": chance.choice([1, 1, 2] if key == "page" else [0, 1, 5, 30, 300]),
            "Float": round(low + chance.random() if low else 10 + chance.random() * 90, 3),
            "Boolean": chance.random() < 0.5,
            "Decimal": f"{chance.randint(0, 900)}.50",
            "Date": f"2026-11-{chance.randint(10, 30)}",
            "DateTime": f"2026-11-{chance.randint(10, 30)}T08:30:00Z",
        }
        return made[type_] if type_ in made else self._text(key, field)

    def _text(self, key: str, field: str) -> str:
        chance = self.chance
        if self.is_bad and chance.random() < 0.5:
            return chance.choice(ODD)
        match key:
            case "slug":
                return self._slug(field)
            case "owner":
                return chance.choice(OWNERS)
            case "words":
                return chance.choice(WORDS)
            case "facets":
                return chance.choice(["type", *known_facets()])
        target = targets().get(key)
        if target is not None:
            return f"{target.replace('_', '-')}-{chance.randint(0, 9)}"
        return self._term(vocabularies().get(key, ""))

    def _slug(self, field: str) -> str:
        for name in item_models():
            if field in (camel(name), camel(plural(name))):
                return f"{name.replace('_', '-')}-{self.chance.randint(0, 9)}"
        return "nothing"

    def _term(self, vocabulary: str) -> str:
        known = current().vocabularies
        chosen = known.get(vocabulary) or next(iter(known.values()))
        return self.chance.choice(chosen.terms).slug

    def _search_filter(self) -> dict[str, Any]:
        facet = self.chance.choice(["type", *known_facets()])
        values = {"type": list(item_models())}.get(facet)
        texts = [
            self.chance.choice(values) if values else self._term(vocabularies().get(facet, ""))
            for _ in range(self.chance.randint(0, 2))
        ]
        return {"field": facet if not self.is_bad else "ord", "values": texts}


@cache
def vocabularies() -> dict[str, str]:
    """The vocabulary of each declared field of terms, by its name in the API and its own."""
    return {
        said: str(field.vocabulary)
        for declaration in declarations().values()
        for name, field in declaration.fields_of("terms").items()
        for said in (name, camel(name))
    }


@cache
def targets() -> dict[str, str]:
    """The type that each declared reference points at, by its name in the API."""
    return {
        camel(name): str(field.to)
        for declaration in declarations().values()
        for name, field in declaration.fields_of("reference").items()
    }


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
