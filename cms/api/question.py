"""What a request asks: read from the address or the body, and checked part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from cms.api.errors import LIMIT_EXCEEDED, NOT_VALID, api_error
from cms.api.limits import LARGEST_QUERY
from cms.stamps.minutes import OfThisMinute

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
LARGEST_BODY = 4 * LARGEST_QUERY
LONGEST_NAME = 200
# Bytes of a body that is worth remembering.
SHORT = 4000
QUESTIONS = 1000
# Lists and objects in each other; the schema's own inputs have four.
MOST_NESTED = 50


class BadRequest(Exception):
    """The request isn't GraphQL over HTTP, or isn't allowed here."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        headers: Mapping[str, str] | None = None,
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep what to answer; `told` is for programs, beside the code."""
        super().__init__(message)
        self.status, self.error = status, api_error(code, message, **(told or {}))
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Question:
    """What a request asks. `query` is None where only the operation's hash was sent."""

    query: str | None
    operation: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)


# Programs ask the same again and again; nobody writes to a question.
_questions: OfThisMinute[Question] = OfThisMinute(QUESTIONS)


def accepted(request: HttpRequest) -> str:
    """The media type to answer with: the one that the reader likes best. Raises BadRequest."""
    return _liked_best(request.headers.get("Accept") or "*/*")


@lru_cache(maxsize=200)
def _liked_best(accept: str) -> str:
    best, chosen = 0.0, None
    for part in accept.split(","):
        name, *parameters = (word.strip().lower() for word in part.split(";"))
        # Who doesn't care gets what every client understands.
        offered = RESPONSE if name == RESPONSE else JSON
        if name in (RESPONSE, JSON, "application/*", "*/*") and _is_utf8(parameters):
            weight = _weight(parameters)
            if weight > best or (weight == best and chosen == JSON and offered == RESPONSE):
                best, chosen = weight, offered
    if chosen is None:
        raise BadRequest(406, NOT_VALID, f"Accept: send {RESPONSE} or {JSON}, both in UTF-8.")
    return chosen


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def _is_utf8(parameters: list[str]) -> bool:
    said = [p.partition("=")[2].strip(' "') for p in parameters if p.startswith("charset")]
    return all(charset in ("utf-8", "utf8") for charset in said)


def read_question(request: HttpRequest) -> Question:
    """What is asked, from the address (GET) or the body (POST). Raises BadRequest."""
    if request.method == "GET":
        given: Any = dict(request.GET.items())
        for name in ("variables", "extensions"):
            if given.get(name):
                given[name] = parsed(given[name].encode(errors="replace"), name)
        return checked_question(given)
    if request.method == "POST":
        body = body_of(request)
        if len(body) > SHORT:
            return _asked(body)
        return _questions.found_or_made(body, lambda: _asked(body))
    message = f"{request.method}: send GET for queries, or POST."
    raise BadRequest(405, NOT_VALID, message, {"Allow": "GET, POST"})


def _asked(body: bytes) -> Question:
    return checked_question(parsed(body, "the body"))


def body_of(request: HttpRequest) -> bytes:
    """The body, if it is JSON of a bearable size. Raises BadRequest."""
    charset = (request.content_params or {}).get("charset", "utf-8").strip('"').lower()
    if request.content_type != JSON or not _is_utf8([f"charset={charset}"]):
        said = request.headers.get("Content-Type", "nothing")[:LONGEST_NAME]
        raise BadRequest(415, NOT_VALID, f"Content-Type: send {JSON} in UTF-8, not {said}.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise _too_large()
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large() from None
    except UnreadablePostError:
        raise BadRequest(400, NOT_VALID, "The body broke off. Send it again.") from None
    if len(body) > LARGEST_BODY:
        raise _too_large()
    return body


def _too_large() -> BadRequest:
    message = f"The body is larger than {LARGEST_BODY // 1000} kB. Split the operation."
    return BadRequest(413, NOT_VALID, message)


def parsed(text: bytes, place: str) -> Any:
    """JSON. Raises BadRequest, naming the place."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(400, NOT_VALID, f"{place} is no JSON: {error}.") from None


def checked_question(given: Any) -> Question:
    """The parts of the question, each of its right kind. Raises BadRequest."""
    if isinstance(given, list):
        raise BadRequest(400, NOT_VALID, "The body is a list. Send one operation at a time.")
    if not isinstance(given, dict):
        raise BadRequest(400, NOT_VALID, 'The body must be an object: {"query": "…"}.')
    extensions = _mapping(given, "extensions")
    query = given.get("query")
    # An operation that is known by its hash needs no text.
    is_known_by_hash = query is None and extensions.get("persistedQuery") is not None
    if not is_known_by_hash and (not isinstance(query, str) or not query.strip()):
        raise BadRequest(400, NOT_VALID, "query: send the operation as text.")
    operation = given.get("operationName")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, NOT_VALID, "operationName: send a text.")
    return Question(query, operation or None, _mapping(given, "variables"), extensions)


def _mapping(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if value is not None and not isinstance(value, dict) and value != "":
        raise BadRequest(400, NOT_VALID, f"{name}: send an object of names and values.")
    check_values(value, name)
    return value or {}


def check_values(values: Any, place: str) -> None:
    """Raises BadRequest for what nests too deeply, and for the sign NUL, which isn't kept."""
    level = [values]
    for _ in range(MOST_NESTED):
        if any(isinstance(value, str) and "\x00" in value for value in level):
            raise BadRequest(400, NOT_VALID, f"{place}: there is the sign NUL. Leave it out.")
        level = [part for value in level for part in parts_of(value)]
        if not level:
            return
    message = f"{place}: lists and objects nest deeper than {MOST_NESTED}. Send them flat."
    raise BadRequest(400, LIMIT_EXCEEDED, message)


def parts_of(value: Any) -> Iterable[Any]:
    """What stands in a list or an object; nothing in any other value."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
