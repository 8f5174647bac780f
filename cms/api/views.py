"""GraphQL over HTTP at `/graphql/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError

from cms.api.cost import wants_cost, with_cost
from cms.api.cross_origin import readable_elsewhere
from cms.api.documents import Refused, is_query, read_document
from cms.api.errors import FORBIDDEN, NO_MUNICIPALITY, NOT_VALID, SITE_CLOSED
from cms.api.execution import answer, told
from cms.api.freshness import NOT_KEPT, is_known, not_changed, set_freshness
from cms.api.keyed import check_scope, shown_key
from cms.api.persisted import learn, text_of
from cms.api.question import JSON, RESPONSE, BadRequest, accepted, read_question
from cms.stamps.services import look_again

# An answer with errors in it begins with them.
WHOLE = b'{"data":'
# A page elsewhere can't send these without asking first, and none is allowed to.
OWN_HEADERS = ("X-Requested-With", "X-CSRFToken", "GraphQL-Preflight")


@csrf_exempt
@readable_elsewhere
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one operation. Mutations are kept from foreign pages by `check_mutation`."""
    try:
        media_type = accepted(request)
    except BadRequest as bad:
        return respond(JSON, bad.status, errors=[bad.error])
    try:
        return answered(request, media_type)
    except BadRequest as bad:
        response = respond(media_type, bad.status, errors=[bad.error])
        for name, value in bad.headers.items():
            response[name] = value
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
    key = shown_key(request)
    text = text_of(question)
    document = read_document(text)
    learn(question, text)
    operation = document.operation(question.operation)
    check_scope(key, text, is_change=not is_query(operation))
    if not is_query(operation):
        check_mutation(request)
        look_again()
    found = answer(request, document, question.operation, question.variables)
    body = found.body
    if found.ran and wants_cost(request):
        body = with_cost(body, document, question.operation, question.variables)
    status = 200 if found.ran or media_type == JSON else 400
    response = HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["GraphQL-Way"] = found.way
    set_freshness(request, response, text, whole=found.body.startswith(WHOLE))
    return not_changed(response) if is_known(request, response) else response


def respond(media_type: str, status: int, errors: Iterable[GraphQLError]) -> HttpResponse:
    """A response of errors alone."""
    body = orjson.dumps({"errors": [told(error) for error in errors]})
    response = HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"] = NOT_KEPT
    return response


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
        raise BadRequest(405, NOT_VALID, "Changes are sent with POST.", {"Allow": "POST"})
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None or origin is not None:
        same_site = site in (None, "same-origin")
        same_host = origin is None or origin.partition("://")[2] == request.get_host()
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
