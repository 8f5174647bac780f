"""The key that a program shows: whose it is, what it opens, how often it may be used."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest
from graphql import FieldNode, TypeInfo, TypeInfoVisitor, Visitor, visit

from cms.api.documents import graphql_schema, read_document
from cms.api.errors import KEY_REFUSED, QUOTA_EXCEEDED, SCOPE_MISSING
from cms.api.question import BadRequest
from cms.keys.models import ApiKey, KeyScope
from cms.keys.quotas import QuotaSpent, use
from cms.keys.services import key_of

SCHEME = "bearer"
# Questions that the search engine answers.
SEARCHING = frozenset({"search", "suggest"})
KEPT_DOCUMENTS = 500
TIMES = {"a_minute": "a minute", "a_day": "a day"}


def shown_key(request: HttpRequest) -> ApiKey | None:
    """The key that the request shows; None where it shows none.

    Raises BadRequest for one that isn't the municipality's, is revoked, or was used too often.
    """
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME:
        return None
    key = key_of(secret.strip(), request.municipality)  # type: ignore[attr-defined]
    if key is None:
        raise BadRequest(
            401,
            KEY_REFUSED,
            "Authorization: no valid key of this municipality. It may be misspelt or revoked; the "
            "municipality's administrator makes a new one. Without a key one may ask as everybody.",
            {"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    if spent := use(key):
        raise _too_often(spent)
    return key


def _too_often(spent: QuotaSpent) -> BadRequest:
    message = (
        f"The key may be used {spent.most} times {TIMES[spent.name]}. Wait {spent.seconds} "
        "seconds, ask for more in one operation, or have the municipality's administrator make a "
        "key with a larger quota."
    )
    told = {"limit": spent.name, "most": spent.most}
    return BadRequest(429, QUOTA_EXCEEDED, message, {"Retry-After": str(spent.seconds)}, told)


def check_scope(key: ApiKey | None, text: str, *, is_change: bool) -> None:
    """Raises BadRequest where a valid document asks for what the key doesn't open."""
    if key is None:
        return
    if is_change:
        message = "A key opens no changes: those are citizens' own. Leave the key out."
        raise BadRequest(403, SCOPE_MISSING, message)
    missing = sorted(scopes_of(text) - set(key.scopes))
    if missing:
        message = (
            f"The key doesn't open {missing[0]!r}. Leave that out, or have the municipality's "
            "administrator make a key that does."
        )
        raise BadRequest(403, SCOPE_MISSING, message, told={"scope": missing[0]})


@lru_cache(maxsize=KEPT_DOCUMENTS)
def scopes_of(text: str) -> frozenset[str]:
    """What a key must open for a valid document."""
    type_info = TypeInfo(graphql_schema())
    roots = _Roots(type_info)
    visit(read_document(text).tree, TypeInfoVisitor(type_info, roots))
    searching = {str(KeyScope.SEARCH)} if roots.names & SEARCHING else set()
    reading = {str(KeyScope.READ)} if roots.names - SEARCHING else set()
    return frozenset(searching | reading)


class _Roots(Visitor):
    """Collects the names of the questions themselves, wherever fragments hide them."""

    def __init__(self, type_info: TypeInfo) -> None:
        """Nothing found yet."""
        super().__init__()
        self.type_info = type_info
        self.names: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Note a field of the query itself; what tells of the schema is open to all."""
        parent, name = self.type_info.get_parent_type(), node.name.value
        if parent is graphql_schema().query_type and not name.startswith("__"):
            self.names.add(name)
