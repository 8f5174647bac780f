"""GraphQL over HTTP at `/graphql/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError

from cms.api.documents import Refused, is_query, read_document
from cms.api.errors import FORBIDDEN, NO_MUNICIPALITY, NOT_VALID, SITE_CLOSED, api_error
from cms.api.execution import answer, told
from cms.api.limits import LARGEST_QUERY

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
LARGEST_BODY = 4 * LARGEST_QUERY
# A page elsewhere can't send these without asking first, and nobody is allowed to.
OWN_HEADERS = ("X-Requested-With", "X-CSRFToken", "GraphQL-Preflight")


class BadRequest(Exception):
    """The request isn't GraphQL over HTTP."""

    def __init__(self, status: int, code: str, message: str) -> None:
        """Keep what to answer."""
        super().__init__(message)
        self.status, self.error = status, api_error(code, message)


@dataclass(frozen=True)
class Question:
    """What a request asks."""

    query: str
    operation: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)


@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one operation. Mutations are kept from foreign pages by `check_origin`."""
    try:
        media_type = accepted(request)
    except BadRequest as bad:
        return respond(JSON, bad.status, errors=[bad.error])
    try:
        return answered(request, media_type)
    except BadRequest as bad:
        response = respond(media_type, bad.status, errors=[bad.error])
        if bad.status == 405:
            response["Allow"] = "GET, POST"
        return response
    except Refused as refused:
        status = 400 if media_type == RESPONSE else 200
        return respond(media_type, status, errors=refused.errors)


def respond_bad(request: HttpRequest, check: Callable[[HttpRequest], None]) -> HttpResponse | None:
    """The response to a request that a check refuses; None where it doesn't."""
    try:
        check(request)
    except BadRequest as bad:
        return respond(JSON, bad.status, errors=[bad.error])
    return None


def answered(request: HttpRequest, media_type: str) -> HttpResponse:
    """Read the question, check it and run it. Raises BadRequest and Refused."""
    question = read_question(request)
    check_municipality(request)
    document = read_document(question.query)
    operation = document.operation(question.operation)
    if not is_query(operation):
        check_mutation(request)
    found = answer(request, document, question.operation, question.variables)
    status = 200 if found.ran or media_type == JSON else 400
    response = HttpResponse(found.body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["GraphQL-Way"] = found.way
    # An answer is made for one reader.
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Accept", "Cookie", "Accept-Language"])
    return response


def respond(media_type: str, status: int, errors: Iterable[GraphQLError]) -> HttpResponse:
    """A response of errors alone."""
    body = orjson.dumps({"errors": [told(error) for error in errors]})
    return HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")


def accepted(request: HttpRequest) -> str:
    """The media type to answer with. Raises BadRequest (406)."""
    accept = request.headers.get("Accept", "*/*") or "*/*"
    wanted = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    if RESPONSE in wanted:
        return RESPONSE
    if any(part in (JSON, "application/*", "*/*") for part in wanted):
        return JSON
    raise BadRequest(406, NOT_VALID, f"Accept: send {RESPONSE} or {JSON}.")


def read_question(request: HttpRequest) -> Question:
    """What is asked, from the address (GET) or the body (POST). Raises BadRequest."""
    if request.method == "GET":
        given: Any = dict(request.GET.items())
        for name in ("variables", "extensions"):
            if given.get(name):
                given[name] = parsed(given[name].encode(), name)
        return checked_question(given)
    if request.method == "POST":
        return checked_question(parsed(body_of(request), "the body"))
    raise BadRequest(405, NOT_VALID, f"{request.method}: send GET for queries, or POST.")


def body_of(request: HttpRequest) -> bytes:
    """The body, if it is JSON of a bearable size. Raises BadRequest."""
    if request.content_type != JSON:
        raise BadRequest(415, NOT_VALID, f"Content-Type: send {JSON}, not {request.content_type}.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > LARGEST_BODY:
        raise BadRequest(413, NOT_VALID, f"The body is larger than {LARGEST_BODY // 1000} kB.")
    return request.body


def parsed(text: bytes, place: str) -> Any:
    """JSON. Raises BadRequest, naming the place."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(400, NOT_VALID, f"{place} is no JSON: {error}.") from None


def checked_question(given: Any) -> Question:
    """The parts of the question, each of its right kind. Raises BadRequest."""
    if not isinstance(given, dict):
        raise BadRequest(400, NOT_VALID, 'The body must be an object: {"query": "…"}.')
    query = given.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, NOT_VALID, "query: send the operation as text.")
    operation = given.get("operationName")
    if operation is not None and not isinstance(operation, str):
        raise BadRequest(400, NOT_VALID, "operationName: send a text.")
    for name in ("variables", "extensions"):
        if given.get(name) is not None and not isinstance(given[name], dict):
            raise BadRequest(400, NOT_VALID, f"{name}: send an object of names and values.")
    return Question(query, operation or None, given.get("variables") or {})


def check_municipality(request: HttpRequest) -> None:
    """Raises BadRequest for a request that is nobody's, or to a site that isn't open."""
    if getattr(request, "municipality", None) is None:
        raise BadRequest(
            400,
            NO_MUNICIPALITY,
            _(
                "Svaret afhænger af kommunen. Spørg på kommunens egen adresse, for eksempel "
                "https://thisted.<vært>/graphql/ eller https://<vært>/thisted/graphql/."
            ),
        )
    if getattr(request, "site_is_closed", False):
        raise BadRequest(503, SITE_CLOSED, _("Kommunens side er ikke åben endnu."))


def check_mutation(request: HttpRequest) -> None:
    """Raises BadRequest unless the change is asked for by a page of ours, or by a program."""
    if request.method != "POST":
        raise BadRequest(405, NOT_VALID, "Changes are sent with POST.")
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None or origin is not None:
        same_site = site in (None, "same-origin")
        same_host = origin is None or urlsplit(origin).netloc == request.get_host()
        if same_site and same_host:
            return
    elif any(request.headers.get(name) for name in OWN_HEADERS):
        return
    raise BadRequest(
        403,
        FORBIDDEN,
        "Changes are taken from the municipality's own pages only. A program without a browser "
        f"sends one of the headers {', '.join(OWN_HEADERS)}.",
    )
