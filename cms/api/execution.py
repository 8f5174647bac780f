"""Runs an operation: as one SQL statement where it can be, else through the executor."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson
from django.http import HttpRequest
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    execute,
)

from cms.api.compiled.plans import Plan, coerced, plans, taken
from cms.api.documents import Document, Refused, graphql_schema, is_query
from cms.api.errors import INTERNAL, NOT_VALID
from cms.api.limits import check_operation
from cms.api.reading import read_request

logger = logging.getLogger(__name__)
COMPILED, EXECUTOR, BOTH = "compiled", "executor", "both"


@dataclass(frozen=True)
class Answer:
    """The response's JSON, whether the operation ran at all, and which way it went."""

    body: bytes
    ran: bool = True
    way: str = EXECUTOR


def answer(
    request: HttpRequest, document: Document, name: str | None, variables: Mapping[str, Any]
) -> Answer:
    """Run an operation of a valid document. Raises Refused when it may not run."""
    operation = document.operation(name)
    check(document, operation, variables)
    compiled = run_plan(request, document, operation, variables) if is_query(operation) else None
    if compiled is not None:
        return compiled
    taken[EXECUTOR] += 1
    return run_executor(request, document, operation, variables)


def run_plan(
    request: HttpRequest,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Answer | None:
    """Answer with one SQL statement; fields that have none go to the executor. Or None."""
    values = coerced(operation, variables)
    if values is None:
        return None
    reading = read_request(request)
    plan = plans.find(document, operation, values, reading)
    if plan is None:
        return None
    text = plan.run(
        {"variables": values, "municipality": reading.municipality.pk, "prefix": reading.prefix}
    )
    if text is None:
        return None
    if plan.rest is None:
        taken[COMPILED] += 1
        return Answer(b'{"data":' + text.encode() + b"}", way=COMPILED)
    return both(request, document, plan, text, variables)


def both(
    request: HttpRequest, document: Document, plan: Plan, text: str, variables: Mapping[str, Any]
) -> Answer | None:
    """The statement's fields and the executor's, in the order that they were asked for."""
    rest = cast(OperationDefinitionNode, plan.rest)
    others = [
        node for node in document.tree.definitions if isinstance(node, FragmentDefinitionNode)
    ]
    result = executed(request, DocumentNode(definitions=(rest, *others)), None, variables)
    if result.data is None:
        return None
    found = {**orjson.loads(text), **result.data}
    taken[BOTH] += 1
    result.data = {key: found[key] for key in plan.keys}
    return written(result, BOTH)


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
    name = operation.name.value if operation.name else None
    return written(executed(request, document.tree, name, variables), EXECUTOR)


def executed(
    request: HttpRequest, tree: DocumentNode, name: str | None, variables: Mapping[str, Any]
) -> ExecutionResult:
    """What graphene finds."""
    result = execute(
        graphql_schema(),
        tree,
        context_value=request,
        variable_values=dict(variables),
        operation_name=name,
    )
    assert isinstance(result, ExecutionResult)  # noqa: S101 - no resolver is asynchronous
    return result


def written(result: ExecutionResult, way: str) -> Answer:
    """The result as JSON; what went wrong inside is logged and not told."""
    ran = result.data is not None or any(error.path for error in result.errors or ())
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [told(error) for error in result.errors]
    if ran:
        body["data"] = result.data
    return Answer(orjson.dumps(body), ran, way)


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
