"""Documents, read and checked once and then kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache, cached
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

from cms.api.breadth import check_breadth, check_text
from cms.api.errors import NOT_VALID, api_error
from cms.api.limits import DEEPEST, MOST_TOKENS, check_size, too_much

# Signs of all documents that are kept; a tree takes some hundred times its text.
KEPT_SIGNS = 500_000
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
        if found is not None and found.operation is OperationType.SUBSCRIPTION:
            fix = "Ask again with a query, or have a webhook told."
            raise Refused(api_error(NOT_VALID, f"There are no subscriptions here. {fix}"))
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


@cached(LRUCache(KEPT_SIGNS, lambda document: len(document.text)), lock=Lock())
def read_document(text: str) -> Document:
    """The document in a text. Raises Refused."""
    try:
        check_size(text)
        check_text(text)
        tree = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLSyntaxError as error:
        if "token" in error.message and str(MOST_TOKENS) in error.message:
            way_out = "Split the operation, and send long values as variables."
            raise Refused(too_much("tokens", MOST_TOKENS, way_out)) from None
        error.extensions = {"code": NOT_VALID}
        raise Refused(error) from None
    except GraphQLError as error:
        raise Refused(error) from None
    except RecursionError:
        raise Refused(too_much("depth", DEEPEST, "Ask for less of what hangs below.")) from None
    try:
        check_breadth(tree)
    except GraphQLError as error:
        raise Refused(error) from None
    found = validate(graphql_schema(), tree, max_errors=MOST_ERRORS)
    if found:
        raise Refused(*not_valid(found))
    return Document(text, tree)


def not_valid(errors: Iterable[GraphQLError]) -> Iterable[GraphQLError]:
    """What the check against the schema found; a value that can't be read is the reader's too."""
    for error in errors:
        yield GraphQLError(error.message, error.nodes, extensions={"code": NOT_VALID})


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    from cms.api.schema import schema

    return cast(GraphQLSchema, cast(Any, schema).graphql_schema)
