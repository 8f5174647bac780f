"""Documents, read and checked once and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
    validate,
)

from cms.api.errors import NOT_VALID, api_error
from cms.api.limits import DEEPEST, MOST_TOKENS, check_size, too_much

KEPT_DOCUMENTS = 500
MOST_ERRORS = 20


class Refused(Exception):
    """The request was refused before it ran; `errors` say why."""

    def __init__(self, *errors: GraphQLError) -> None:
        """Keep the errors."""
        super().__init__(*errors)
        self.errors = errors


@dataclass(frozen=True)
class Document:
    """A valid document. Its text is its identity."""

    text: str
    tree: DocumentNode

    @property
    def fragments(self) -> tuple[FragmentDefinitionNode, ...]:
        """Its named fragments."""
        parts = self.tree.definitions
        return tuple(part for part in parts if isinstance(part, FragmentDefinitionNode))

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run. Raises Refused, naming those there are."""
        found = get_operation_ast(self.tree, name)
        if found is not None:
            return found
        there = [
            definition.name.value
            for definition in self.tree.definitions
            if isinstance(definition, OperationDefinitionNode) and definition.name
        ]
        said = f"There is no operation {name!r}." if name else "There are several operations."
        fix = f"Send operationName: {', '.join(there) or 'none has a name'}."
        raise Refused(api_error(NOT_VALID, f"{said} {fix}"))


def is_query(operation: OperationDefinitionNode) -> bool:
    """Whether it only reads."""
    return operation.operation is OperationType.QUERY


def read_document(text: str) -> Document:
    """The document in a text. Raises Refused."""
    try:
        check_size(text)
    except GraphQLError as error:
        raise Refused(error) from None
    return _read(text)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _read(text: str) -> Document:
    try:
        tree = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLSyntaxError as error:
        if "token" in error.message and str(MOST_TOKENS) in error.message:
            way_out = "Split the operation, and send long values as variables."
            raise Refused(too_much("tokens", MOST_TOKENS, way_out)) from None
        error.extensions = {"code": NOT_VALID}
        raise Refused(error) from None
    except RecursionError:
        raise Refused(too_much("depth", DEEPEST, "Ask for less of what hangs below.")) from None
    found = validate(graphql_schema(), tree, max_errors=MOST_ERRORS)
    for each in found:
        each.extensions = {"code": NOT_VALID}
    if found:
        raise Refused(*found)
    return Document(text, tree)


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    from cms.api.schema import schema

    return cast(GraphQLSchema, cast(Any, schema).graphql_schema)
