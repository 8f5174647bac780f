"""How long an answer may be kept, and by whom.

An answer that says the same to every visitor may be kept by browsers and by caches on the way;
one that is made for a person, by nobody. What may be kept bears a mark (ETag): who shows it again
hears that nothing has changed, and gets no body.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from graphql import FieldNode, TypeInfo, TypeInfoVisitor, Visitor, visit

from cms.api.access import class_of
from cms.api.documents import graphql_schema, read_document

KEPT_DOCUMENTS = 500
NOT_KEPT = "private, no-store"
# What the answer depends on besides the address.
VARIES = ("Accept", "Cookie", "Accept-Language", "Origin", "Authorization")


def set_freshness(request: HttpRequest, response: HttpResponse, text: str, *, whole: bool) -> None:
    """Say how long the answer to a document may be kept; `whole`: there is no error in it."""
    patch_vary_headers(response, VARIES)
    if not (whole and is_visitor(request) and is_public(text)):
        response["Cache-Control"] = NOT_KEPT
        return
    seconds, stale = settings.GRAPHQL_KEPT_SECONDS, settings.GRAPHQL_STALE_SECONDS
    response["Cache-Control"] = f"public, max-age={seconds}, stale-while-revalidate={stale}"
    mark = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    response["ETag"] = f'"{mark}"'


def is_known(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the reader has this very answer already."""
    mark = response.get("ETag")
    if mark is None:
        return False
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return any(each in (mark, f"W/{mark}", "*") for each in known)


def not_changed(response: HttpResponse) -> HttpResponse:
    """The answer without its body (304)."""
    kept = HttpResponse(status=304)
    for name in ("Cache-Control", "ETag", "Vary", "GraphQL-Way"):
        kept[name] = response[name]
    return kept


def is_visitor(request: HttpRequest) -> bool:
    """Whether a GET comes from somebody whom nobody here knows."""
    user = getattr(request, "user", None)
    return (
        request.method == "GET"
        and getattr(request, "citizen", None) is None
        and not getattr(user, "is_authenticated", False)
        and not getattr(request, "site_is_seen_before_opening", False)
    )


@lru_cache(maxsize=KEPT_DOCUMENTS)
def is_public(text: str) -> bool:
    """Whether every field of a valid document is for everybody."""
    type_info = TypeInfo(graphql_schema())
    circles = _Circles(type_info)
    visit(read_document(text).tree, TypeInfoVisitor(type_info, circles))
    return circles.found <= {"public"}


class _Circles(Visitor):
    """Collects who may read the fields of a document."""

    def __init__(self, type_info: TypeInfo) -> None:
        """Nothing found yet."""
        super().__init__()
        self.type_info = type_info
        self.found: set[str | None] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Note who may read this field."""
        parent, name = self.type_info.get_parent_type(), node.name.value
        if parent is not None and not name.startswith("__") and not parent.name.startswith("__"):
            self.found.add(class_of(f"{parent.name}.{name}"))
