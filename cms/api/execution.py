"""Runs an operation: as one SQL statement where it can be, else through the executor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import orjson
from cachetools import LRUCache, cached
from django.http import HttpRequest
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    execute,
)

from cms.api.compiled.plans import Plan, coerced, plans, taken
from cms.api.deadline import within_time
from cms.api.documents import Document, Refused, graphql_schema, is_query
from cms.api.errors import INTERNAL, NOT_VALID
from cms.api.kept_answers import kept_answers, key_of, spelt
from cms.api.limits import check_operation
from cms.api.reading import Reading, read_request
from cms.api.shared_answers import with_others
from cms.personalisation.viewer import Viewer

logger = logging.getLogger(__name__)
COMPILED, EXECUTOR, BOTH, KEPT = "compiled", "executor", "both", "kept"
KEPT_QUESTIONS = 2000


@dataclass(frozen=True)
class Answer:
    """The response's JSON, whether the operation ran at all, and which way it went."""

    body: bytes
    ran: bool = True
    way: str = EXECUTOR


def answer(
    request: HttpRequest, document: Document, name: str | None, variables: Mapping[str, Any]
) -> Answer:
    """Run an operation of a valid document, if it must. Raises Refused when it may not run."""
    operation = document.operation(name)
    asked = spelt(variables)
    key = None
    is_read = is_query(operation)
    if is_read:
        key = key_of(document.text, name, asked, read_request(request))
        kept = kept_answers.find(key) if key is not None else None
        if kept is not None:
            return counted(Answer(kept, way=KEPT))
    values = permitted(document, operation, variables, (document.text, name, asked))
    question = Question(request, document, operation, variables, values)
    return in_time(lambda: answered(question, key, is_read=is_read), tells_late=is_read)


def answered(question: Question, key: Hashable | None, *, is_read: bool) -> Answer:
    """Run it, compiled where it can be; with a key the answer may be kept."""
    plan = question.plan() if is_read else None
    if plan is None:
        return counted(question.by_executor())
    if key is None or not plan.may_be_kept:
        return counted(question.by(plan))
    viewer = question.reading.viewer
    return counted(answered_once(key, viewer, lambda: question.by(plan)))


def in_time(run: Callable[[], Answer], *, tells_late: bool) -> Answer:
    """What `run` gives, in the time that there is. Raises Refused.

    What a change has done is told, however long it took.
    """
    try:
        with within_time() as deadline:
            found = run()
    except GraphQLError as error:
        raise Refused(error) from None
    if deadline.is_over and tells_late:
        raise Refused(deadline.error())
    return found


def answered_once(key: Hashable, viewer: Viewer, ask: Callable[[], Answer]) -> Answer:
    """The answer; of several who ask alike at the same moment, one asks the database."""
    made: list[Answer] = []

    def make() -> bytes | None:
        made.append(ask())
        return made[0].body if made[0].way == COMPILED else None

    body = kept_answers.found_or_made(key, lambda: with_others(key, viewer, make))
    if made:
        return made[0]
    return ask() if body is None else Answer(body, way=KEPT)


def counted(answer: Answer) -> Answer:
    """Count, for operators, the way that was taken."""
    taken[answer.way] += 1
    return answer


@dataclass(frozen=True)
class Question:
    """An operation that may run, and who asks."""

    request: HttpRequest
    document: Document
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    # The variables as their types take them; None where the executor will refuse them.
    values: Mapping[str, Any] | None

    @cached_property
    def reading(self) -> Reading:
        """Who reads, and where."""
        return read_request(self.request)

    def plan(self) -> Plan | None:
        """The statement that answers, where there is one."""
        if self.values is None:
            return None
        return plans.find(self.document, self.operation, self.values, self.reading)

    def by(self, plan: Plan) -> Answer:
        """Answer with one SQL statement; fields that have none go to the executor."""
        reading = self.reading
        place = {"municipality": reading.municipality.pk, "prefix": reading.prefix}
        text = plan.run(self.request, {"variables": self.values, **place})
        if text is None:
            return self.by_executor()
        if plan.rest is None:
            return Answer(b'{"data":' + text.encode() + b"}", way=COMPILED)
        return self.by_both(plan, plan.rest, text)

    def by_both(self, plan: Plan, rest: OperationDefinitionNode, text: str) -> Answer:
        """The statement's fields and the executor's, in the order that they were asked for."""
        result = self._executed(DocumentNode(definitions=(rest, *self.document.fragments)), None)
        if result.data is None:
            return self.by_executor()
        found = {**orjson.loads(text), **result.data}
        result.data = {key: found[key] for key in plan.keys}
        return written(result, BOTH)

    def by_executor(self) -> Answer:
        """Let graphene answer."""
        name = self.operation.name.value if self.operation.name else None
        return written(self._executed(self.document.tree, name), EXECUTOR)

    def _executed(self, tree: DocumentNode, name: str | None) -> ExecutionResult:
        result = execute(
            graphql_schema(),
            tree,
            context_value=self.request,
            variable_values=dict(self.variables),
            operation_name=name,
        )
        assert isinstance(result, ExecutionResult)  # noqa: S101 - no resolver is asynchronous
        return result


@cached(LRUCache(KEPT_QUESTIONS), lambda *parts: parts[-1], Lock())
def permitted(
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    _question: Hashable,
) -> Mapping[str, Any] | None:
    """The variables as their types take them; None where the executor will refuse them.

    Raises Refused for an operation that costs too much. Kept for each question, as both walk
    through all of it and depend on nothing else.
    """
    try:
        check_operation(document.tree, operation, variables)
    except GraphQLError as error:
        raise Refused(error) from None
    return coerced(operation, variables)


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
