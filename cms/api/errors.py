"""Errors that say what is wrong, where, and what to do; each with a code for programs."""

from __future__ import annotations

from graphql import GraphQLError

BAD_VALUE = "BAD_VALUE"
BAD_CURSOR = "BAD_CURSOR"
LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
LOGIN_REQUIRED = "LOGIN_REQUIRED"
FORBIDDEN = "FORBIDDEN"
NOT_VALID = "NOT_VALID"
NO_MUNICIPALITY = "NO_MUNICIPALITY"
SITE_CLOSED = "SITE_CLOSED"
INTERNAL = "INTERNAL"


def api_error(code: str, message: str) -> GraphQLError:
    """An error with its code."""
    return GraphQLError(message, extensions={"code": code})


def bad_value(place: str, reason: str, fix: str) -> GraphQLError:
    """A value that the schema's types allow but the question does not."""
    return api_error(BAD_VALUE, f"{place}: {reason} {fix}")
