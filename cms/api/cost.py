"""What an operation costs, told in `extensions` to those who ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest

from cms.api.documents import Document
from cms.api.limits import check_operation

HEADER = "GraphQL-Cost"


def wants_cost(request: HttpRequest) -> bool:
    """Whether the reader asks for it (`GraphQL-Cost: 1`), or the installation always tells it."""
    return settings.GRAPHQL_TELLS_COST or request.headers.get(HEADER) == "1"


def with_cost(
    body: bytes, document: Document, name: str | None, variables: Mapping[str, Any]
) -> bytes:
    """The answer with the counts put in at its end; the rest of its text stays as it is."""
    measure = check_operation(document.tree, document.operation(name), variables)
    told = orjson.dumps({"limits": measure.told()})
    return b'%b,"extensions":%b}' % (body[:-1], told)
