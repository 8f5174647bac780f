"""Operations that are known by the hash of their text.

Those of the project stand in `graphql/operations/`: their hash is what `sha256sum` says of the
file. Others are learnt from clients that send hash and text together (automatic persisted queries).
Where only the project's own are allowed (`GRAPHQL_ONLY_PERSISTED`), nothing is learnt.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from cms.api.documents import Refused
from cms.api.errors import (
    NOT_VALID,
    OPERATION_NOT_ALLOWED,
    PERSISTED_QUERY_MISMATCH,
    PERSISTED_QUERY_NOT_FOUND,
    api_error,
)
from cms.api.question import BadRequest, Question

PROTOCOL_VERSION = 1
DIGEST = re.compile(r"[0-9a-fA-F]{64}")
KEPT_SECONDS = 24 * 60 * 60
KEY = "graphql:operation:"


@lru_cache(maxsize=1)
def stored_operations() -> dict[str, str]:
    """The project's own operations by hash."""
    folder = Path(settings.GRAPHQL_DIR) / "operations"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.graphql"))]
    return {hash_of(text): text for text in texts}


def hash_of(text: str) -> str:
    """The name of an operation: SHA-256 of its text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(question: Question) -> str:
    """The text of the operation that is asked for. Raises BadRequest and Refused."""
    said = question.extensions.get("persistedQuery")
    if said is None:
        text = question.query or ""
        if settings.GRAPHQL_ONLY_PERSISTED:
            check_allowed(hash_of(text))
        return text
    digest = hash_in(said)
    if settings.GRAPHQL_ONLY_PERSISTED:
        check_allowed(digest)
    if question.query is None:
        return found(digest)
    if hash_of(question.query) != digest:
        message = "extensions.persistedQuery.sha256Hash isn't the SHA-256 of query. Send both."
        raise BadRequest(400, PERSISTED_QUERY_MISMATCH, message)
    return question.query


def check_allowed(digest: str) -> None:
    """Raises BadRequest for an operation that isn't one of the project's own."""
    if digest not in stored_operations():
        raise BadRequest(
            403,
            OPERATION_NOT_ALLOWED,
            "Only the installation's own operations are answered here. Ask its operators to add "
            "yours to graphql/operations/, and send the text or its SHA-256 unchanged.",
        )


def hash_in(said: Any) -> str:
    """The hash in `extensions.persistedQuery`. Raises BadRequest."""
    if isinstance(said, dict) and said.get("version") == PROTOCOL_VERSION:
        digest = said.get("sha256Hash")
        if isinstance(digest, str) and DIGEST.fullmatch(digest):
            return digest.lower()
    fix = 'send {"version": 1, "sha256Hash": "…"} with 64 hexadecimal digits.'
    raise BadRequest(400, NOT_VALID, f"extensions.persistedQuery: {fix}")


def found(digest: str) -> str:
    """The text that a hash stands for. Raises Refused where nobody has sent it yet."""
    text = stored_operations().get(digest) or cache.get(KEY + digest)
    # What others can write to is believed only as far as it can be checked.
    if not isinstance(text, str) or hash_of(text) != digest:
        # Clients look for these very words, and then send hash and text together.
        raise Refused(api_error(PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound"))
    return text


def learn(question: Question, text: str) -> None:
    """Keep a valid operation that was sent with its hash."""
    if question.query is not None and question.extensions.get("persistedQuery"):
        cache.set(KEY + hash_of(text), text, KEPT_SECONDS)
