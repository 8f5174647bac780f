"""Stand-ins for the gateways over HTTP: text messages, Digital Post, and browsers' push services.

    python -m cms.demo.message_gateways --port 8002 --folder messages

They speak the protocols that the real ones speak, keep what they accept as files that one can
read, and open the notes to browsers as a browser would, with the browser's own keys.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from defusedxml.ElementTree import fromstring

from cms.demo import identity_provider_server as http
from cms.demo.gateway_store import Store

HOST = "127.0.0.1"
LARGEST = 200_000  # bytes
MEMO = "{https://DigitalPost.dk/MeMo-1}"
Answer = tuple[str, bytes]


@dataclass
class Browser:
    """A browser that has said yes: its keys, which no one else has."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    def subscription(self, address: str) -> dict[str, object]:
        """What the browser hands the portal."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _written(point), "auth": _written(self.secret)}
        return {"endpoint": f"{address}/browser/{self.name}", "keys": keys}

    def opened(self, body: bytes) -> bytes:
        """The note, decrypted."""
        return bytes(
            http_ece.decrypt(
                body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
            )
        )


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Gateways:
    """All three as one WSGI application. `fault` is answered in place of everything, if set."""

    store: Store
    token: str = "demo"  # noqa: S105 - known to all, opens nothing
    browsers: dict[str, Browser] = field(default_factory=dict)
    fault: str = ""
    keeps_before_fault: bool = False

    def __call__(self, environment: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        """One request."""
        status, body = self._answer(environment)
        start(status, [("Content-Type", "application/json")])
        return [body]

    def _answer(self, environment: WSGIEnvironment) -> Answer:
        if self.fault and not self.keeps_before_fault:
            return self.fault, b""
        path = str(environment.get("PATH_INFO", "")).strip("/")
        kind, _slash, name = path.partition("/")
        doors: dict[str, Callable[[WSGIEnvironment, str], Answer]] = {
            "sms": self._sms,
            "memos": self._memo,
            "browser": self._note,
        }
        if kind not in doors:
            return "404 Not Found", b""
        if environment.get("REQUEST_METHOD") == "GET":
            found = self.store.has(f"{kind}-{name}")
            return ("200 OK" if found else "404 Not Found"), b"{}"
        answer = doors[kind](environment, name)
        return (self.fault, b"") if self.fault else answer

    def _sms(self, environment: WSGIEnvironment, _name: str) -> Answer:
        if environment.get("HTTP_AUTHORIZATION") != f"Token {self.token}":
            return "401 Unauthorized", b""
        sent = json.loads(_body(environment))
        if not isinstance(sent.get("recipient"), int) or not sent.get("message"):
            return "422 Unprocessable Entity", b""
        key = environment.get("HTTP_IDEMPOTENCY_KEY") or sent["reference"]
        if environment.get("HTTP_IDEMPOTENCY_KEY") and self.store.has(f"sms-{key}"):
            return "409 Conflict", b""
        self.store.keep(f"sms-{key}", json.dumps(sent, ensure_ascii=False).encode())
        return "202 Accepted", json.dumps({"msg_id": key}).encode()

    def _memo(self, environment: WSGIEnvironment, _name: str) -> Answer:
        body = _body(environment)
        root = fromstring(body)
        key = root.findtext(f"{MEMO}MessageHeader/{MEMO}messageUUID")
        recipient = root.findtext(f"{MEMO}MessageHeader/{MEMO}Recipient/{MEMO}recipientID")
        if not key or not recipient or key != environment.get("HTTP_MEMO_MESSAGE_UUID"):
            return "400 Bad Request", b""
        if self.store.has(f"memos-{key}"):
            return "409 Conflict", b""
        self.store.keep(f"memos-{key}", body)
        return "201 Created", b"{}"

    def _note(self, environment: WSGIEnvironment, name: str) -> Answer:
        browser = self.browsers.get(name)
        if browser is None:
            return "410 Gone", b""
        if not str(environment.get("HTTP_AUTHORIZATION", "")).startswith("vapid "):
            return "401 Unauthorized", b""
        if environment.get("HTTP_CONTENT_ENCODING") != "aes128gcm":
            return "400 Bad Request", b""
        note = browser.opened(_body(environment))
        # The same topic takes the place of the note that was there.
        topic = environment.get("HTTP_TOPIC", "")
        for older in self.store.all(f"browser-{topic}"):
            older.unlink()
        self.store.keep(f"browser-{topic}", note)
        return "201 Created", b""


def _body(environment: WSGIEnvironment) -> bytes:
    length = str(environment.get("CONTENT_LENGTH") or "0")
    return bytes(environment["wsgi.input"].read(min(int(length), LARGEST)))


def main() -> None:
    """Serve until the process is stopped."""
    parser = argparse.ArgumentParser(description="Gateways for trying and testing.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", required=True)
    options = parser.parse_args()
    server = http.make(Gateways(Store(Path(options.folder))), HOST, options.port)
    sys.stdout.write(f"Prøve-beskeder: http://{HOST}:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
