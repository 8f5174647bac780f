"""The reference of the API, told from the schema, which follows from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)

from cms.api.documents import graphql_schema
from cms.declarations import ContentType
from cms.declarations.names import camel, plural
from cms.library.registry import declarations

# How far an example follows what hangs below an item.
DEEPEST = 2
HEAD = """# Reference

Written by `manage.py graphql_schema`; don't change it by hand. How the API thinks, its limits and
keys: [README](README.md). What can go wrong: [errors](errors.md). Try each example at `/graphiql/`.

"""


def reference_page() -> str:
    """The page, in Markdown."""
    parts = [HEAD]
    for declaration in declarations().values():
        parts += section(declaration)
    parts += ["## Across types\n", *fields_of("Query", besides=own_fields())]
    parts += ["## Changes\n", *fields_of("Mutation")]
    return "\n".join(parts).rstrip() + "\n"


def own_fields() -> set[str]:
    """The fields of Query that belong to one declared type."""
    return {name for one in declarations() for name in (camel(one), camel(plural(one)))}


def section(declaration: ContentType) -> Iterator[str]:
    """What there is to know of one declared type."""
    name = declaration.class_name
    listed = camel(plural(declaration.name))
    said = declaration.labels.in_language("en")
    yield f"## {said.many.capitalize()}: `{listed}`, `{camel(declaration.name)}`\n"
    yield from fields_of(name)
    yield "Filters:\n"
    yield from inputs_of(f"{name}Filter")
    yield f"Orders (each also with `_DESC`): {orders_of(name)}\n"
    yield f"```graphql\n{example(declaration)}```\n"


def fields_of(type_name: str, besides: set[str] | None = None) -> Iterator[str]:
    """A table of an object's fields."""
    type_ = graphql_schema().type_map.get(type_name)
    if not isinstance(type_, GraphQLObjectType):
        return
    yield "| Field | Type | Meaning |\n|---|---|---|"
    for name, field in type_.fields.items():
        if name not in (besides or ()):
            meaning = _in_a_cell(field.description)
            if field.deprecation_reason:
                meaning += f" **Going away:** {_in_a_cell(field.deprecation_reason)}"
            yield f"| `{name}`{_arguments(field)} | `{field.type}` | {meaning} |"
    yield ""


def inputs_of(type_name: str) -> Iterator[str]:
    """A table of what an input takes."""
    type_ = graphql_schema().type_map.get(type_name)
    if not isinstance(type_, GraphQLInputObjectType):
        return
    yield "| Filter | Takes | Meaning |\n|---|---|---|"
    for name, field in type_.fields.items():
        yield f"| `{name}` | `{field.type}` | {_in_a_cell(field.description)} |"
    yield ""


def orders_of(class_name: str) -> str:
    """The keys that a list can be put in order by."""
    type_ = graphql_schema().type_map.get(f"{class_name}Order")
    if not isinstance(type_, GraphQLEnumType):
        return "none"
    return ", ".join(f"`{name}`" for name in type_.values if not name.endswith("_DESC"))


def example(declaration: ContentType) -> str:
    """An operation that reads all there is to read of a type; a test runs each."""
    listed = camel(plural(declaration.name))
    type_ = graphql_schema().type_map[declaration.class_name]
    body = _selection(type_, 1, "      ")
    return (
        f"query {declaration.class_name}List {{\n  {listed}(first: 5) {{\n    totalCount\n"
        f"    nodes {{\n{body}    }}\n    pageInfo {{ hasNextPage endCursor }}\n  }}\n}}\n"
    )


def _selection(type_: Any, depth: int, indent: str) -> str:
    lines = []
    for name, field in type_.fields.items():
        below = get_named_type(field.type)
        if field.deprecation_reason or any(map(is_required_argument, field.args.values())):
            continue
        if isinstance(below, GraphQLUnionType):
            continue
        if not isinstance(below, GraphQLObjectType | GraphQLInterfaceType):
            lines.append(f"{indent}{name}\n")
        elif depth < DEEPEST:
            inner = _selection(below, depth + 1, indent + "  ")
            lines += [f"{indent}{name} {{\n{inner}{indent}}}\n"] if inner else []
    return "".join(lines)


def _arguments(field: GraphQLField) -> str:
    said = ", ".join(f"{name}: {argument.type}" for name, argument in field.args.items())
    return f" `({said})`" if said else ""


def _in_a_cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")
