"""Runs an operation: as one SQL statement where it can be, else through the executor."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest
from graphql import ExecutionResult, GraphQLError, OperationDefinitionNode, execute

from cms.api.documents import Document, Refused, graphql_schema
from cms.api.errors import INTERNAL, NOT_VALID
from cms.api.limits import check_operation

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """The response's JSON, and whether the operation ran at all."""

    body: bytes
    ran: bool = True


def answer(
    request: HttpRequest, document: Document, name: str | None, variables: Mapping[str, Any]
) -> Answer:
    """Run an operation of a valid document. Raises Refused when it may not run."""
    operation = document.operation(name)
    check(document, operation, variables)
    return run_executor(request, document, operation, variables)


def check(
    document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> None:
    """Raises Refused for an operation that costs too much."""
    try:
        check_operation(document.tree, operation, variables)
    except GraphQLError as error:
        raise Refused(error) from None


def run_executor(
    request: HttpRequest,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Answer:
    """Let graphene answer."""
    result = execute(
        graphql_schema(),
        document.tree,
        context_value=request,
        variable_values=dict(variables),
        operation_name=operation.name.value if operation.name else None,
    )
    assert isinstance(result, ExecutionResult)  # noqa: S101 - no resolver is asynchronous
    return written(result)


def written(result: ExecutionResult) -> Answer:
    """The result as JSON; what went wrong inside is logged and not told."""
    ran = result.data is not None or any(error.path for error in result.errors or ())
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [told(error) for error in result.errors]
    if ran:
        body["data"] = result.data
    return Answer(orjson.dumps(body), ran)


def told(error: GraphQLError) -> dict[str, Any]:
    """An error as the reader is told it."""
    formatted: dict[str, Any] = dict(error.formatted)
    cause = error.original_error
    if cause is not None and not isinstance(cause, GraphQLError):
        logger.error("A resolver failed at %s", error.path, exc_info=cause)
        formatted["message"] = "Something went wrong here. It has been noted; try again later."
        formatted["extensions"] = {"code": INTERNAL}
    elif "extensions" not in formatted:
        formatted["extensions"] = {"code": NOT_VALID}
    return formatted
