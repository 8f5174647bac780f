"""Errors that say what is wrong, where, and what to do; each with a code for programs.

`docs/api/errors.md` is written from `MEANINGS` by `manage.py graphql_schema`.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError

BAD_VALUE = "BAD_VALUE"
BAD_CURSOR = "BAD_CURSOR"
LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
LOGIN_REQUIRED = "LOGIN_REQUIRED"
FORBIDDEN = "FORBIDDEN"
NOT_VALID = "NOT_VALID"
NOT_FOUND = "NOT_FOUND"
NO_MUNICIPALITY = "NO_MUNICIPALITY"
SITE_CLOSED = "SITE_CLOSED"
PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
PERSISTED_QUERY_MISMATCH = "PERSISTED_QUERY_MISMATCH"
OPERATION_NOT_ALLOWED = "OPERATION_NOT_ALLOWED"
KEY_REFUSED = "KEY_REFUSED"
SCOPE_MISSING = "SCOPE_MISSING"
QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
INTERNAL = "INTERNAL"

# What each code means, and what one does about it.
MEANINGS: dict[str, tuple[str, str]] = {
    NOT_VALID: (
        "Not an operation of this schema, or no GraphQL over HTTP at all.",
        "The message names the place. Look the field up in the schema.",
    ),
    BAD_VALUE: (
        "A filter, term, place or search that can't be.",
        "The message names the field and proposes a value.",
    ),
    BAD_CURSOR: (
        "A cursor that isn't one, or of another list or order.",
        "Begin at the first page, and take cursors unchanged.",
    ),
    LIMIT_EXCEEDED: (
        "The operation asks for too much. `extensions.limit` names the limit, `extensions.most` "
        "says how much is allowed.",
        "Smaller pages, fewer fields, or several operations.",
    ),
    LOGIN_REQUIRED: ("For citizens.", "Log in first, or leave the field out."),
    NOT_FOUND: (
        "No such item on this municipality's shelf, or no such paper of the citizen's.",
        "Take the id from a list.",
    ),
    FORBIDDEN: (
        "For the owner's editors; or a change that comes from a foreign page.",
        "Leave the field out; send changes from the municipality's own pages.",
    ),
    NO_MUNICIPALITY: (
        "Asked on the common front; an answer is always a municipality's.",
        "Ask at the municipality's own address, or below its path.",
    ),
    SITE_CLOSED: (
        "The municipality has not opened its site yet (503).",
        "Come back when it is open; the municipality says when.",
    ),
    PERSISTED_QUERY_NOT_FOUND: (
        "The hash stands for an operation that isn't known here (any more).",
        "Send hash and text together; from then on the hash is enough.",
    ),
    PERSISTED_QUERY_MISMATCH: (
        "The hash isn't the SHA-256 of the text beside it.",
        "Hash the text as it is sent, in UTF-8.",
    ),
    OPERATION_NOT_ALLOWED: (
        "The installation answers its own operations only (403).",
        "Ask the operators to add yours to `graphql/operations/`.",
    ),
    KEY_REFUSED: (
        "The key in `Authorization` isn't a valid one of this municipality (401).",
        "Look for a slip of the pen, have the administrator make a new one, or ask without a key.",
    ),
    SCOPE_MISSING: (
        "The key doesn't open this (403); `extensions.scope` says what it lacks.",
        "Leave that out, or have the administrator make a key that opens it.",
    ),
    QUOTA_EXCEEDED: (
        "The key was used too often (429). `extensions.limit` names the quota, `extensions.most` "
        "says how much it allows, the header `Retry-After` how many seconds to wait.",
        "Wait, ask for more in one operation, or have a key made with a larger quota.",
    ),
    INTERNAL: ("Ours; it has been logged.", "Try again later; nothing is wrong with the question."),
}


def api_error(code: str, message: str, **more: Any) -> GraphQLError:
    """An error with its code, and what else programs can use."""
    return GraphQLError(message, extensions={"code": code, **more})


def bad_value(place: str, reason: str, fix: str) -> GraphQLError:
    """A value that the schema's types allow but the question does not."""
    return api_error(BAD_VALUE, f"{place}: {reason} {fix}")


def errors_page() -> str:
    """The page about errors, as Markdown."""
    rows = [f"| `{code}` | {meaning} | {way} |" for code, (meaning, way) in MEANINGS.items()]
    return "\n".join([*_HEAD, *rows, ""])


_HEAD = (
    "# Errors",
    "",
    "Written by `manage.py graphql_schema` from `cms/api/errors.py`: edit that file.",
    "",
    "`extensions.code` is for programs, the message for people: it names place and way out.",
    "",
    "| Code | Meaning | What to do |",
    "|---|---|---|",
)
