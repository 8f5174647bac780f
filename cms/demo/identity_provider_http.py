"""Requests and answers of the local identity provider: a little WSGI, and no framework."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from cms.demo.identity_provider_tokens import ProtocolError

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

LARGEST_BODY = 20_000  # bytes


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser or the client."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


def page(html: str, status: str = "200 OK", goes_to: str = "") -> Answer:
    """A page that can load and send nothing elsewhere, but for the client's own address."""
    policy = (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {goes_to}"
    )
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", policy.strip()),
        ("Referrer-Policy", "no-referrer"),
    )
    return Answer(status, headers, html.encode())


def document(content: Mapping[str, Any], status: str = "200 OK") -> Answer:
    """A JSON document."""
    return Answer(status, (("Content-Type", "application/json"),), json.dumps(content).encode())


def redirect(address: str, **values: str) -> Answer:
    """Send the browser on, with values added to the address."""
    joined = f"{address}{'&' if '?' in address else '?'}{urlencode(values)}" if values else address
    return Answer("303 See Other", (("Location", joined),))


def credentials(values: dict[str, str], authorization: str) -> tuple[str, str]:
    """Client id and secret, from the header or the form. Raises ProtocolError."""
    if not authorization:
        return values.get("client_id", ""), values.get("client_secret", "")
    scheme, _, encoded = authorization.partition(" ")
    try:
        plain = base64.b64decode(encoded, validate=True).decode() if scheme == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ProtocolError("invalid_request", "Authorization can't be read") from error
    client_id, _, secret = plain.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def values_of(environment: WSGIEnvironment) -> dict[str, str]:
    """Query and form values; the first of each name counts."""
    length = environment.get("CONTENT_LENGTH", "")
    size = min(int(length), LARGEST_BODY) if length.isdigit() else 0
    body = environment["wsgi.input"].read(size).decode("utf-8", "replace") if size else ""
    pairs = parse_qsl(environment.get("QUERY_STRING", "")) + parse_qsl(body)
    return dict(reversed(pairs))
