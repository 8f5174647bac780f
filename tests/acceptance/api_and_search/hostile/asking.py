"""Sends bytes as they are: what a client library would mend on the way isn't mended here."""

import json
import socket
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import monotonic
from typing import Any

from tests.support.site import LiveSite

PATH = "/thisted/graphql/"
# Far above every limit of the API: who waits this long has waited for nothing.
SECONDS = 60.0


@dataclass(frozen=True)
class Asked:
    """What is sent, and the code and the limit that the answer should name, where one is due."""

    name: str
    body: bytes = b""
    code: str = ""
    limit: str = ""
    method: str = "POST"
    query: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Answered:
    """What came back, and how long it took."""

    status: int
    body: bytes
    seconds: float

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The errors in the answer."""
        found: list[dict[str, Any]] = json.loads(self.body).get("errors", [])
        return found

    @property
    def codes(self) -> set[str]:
        """The errors' codes."""
        return {error["extensions"]["code"] for error in self.errors}


def asked(
    name: str, query: str, code: str = "", limit: str = "", *, variables: Any = None, **more: Any
) -> Asked:
    """A question with a text and variables; `more` stands beside them in the body."""
    given = {"query": query, **more} | ({} if variables is None else {"variables": variables})
    return Asked(name, json.dumps(given).encode(), code, limit)


def send(site: LiveSite, question: Asked) -> Answered:
    """Ask the running site."""
    began = monotonic()
    connection = HTTPConnection("127.0.0.1", site.port, timeout=SECONDS)
    try:
        target = PATH + (f"?{question.query}" if question.query else "")
        headers = {"Host": f"localhost:{site.port}", **question.headers}
        connection.request(question.method, target, question.body or None, headers)
        response = connection.getresponse()
        return Answered(response.status, response.read(), monotonic() - began)
    finally:
        connection.close()


def send_part(site: LiveSite, body: bytes, promised: int) -> bytes:
    """Promise so many bytes, send fewer, and say that this was all."""
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost:{site.port}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {promised}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=SECONDS) as line:
        line.sendall(head.encode() + body)
        line.shutdown(socket.SHUT_WR)
        found = b""
        while part := line.recv(65536):
            found += part
    return found
