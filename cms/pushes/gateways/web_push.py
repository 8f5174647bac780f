"""Web Push (RFC 8030): an encrypted note to a browser, through the browser maker's own service."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from py_vapid import Vapid02

from cms.pushes.gateways.base import ContactGone, Fate, HandingOver, Message, Refused
from cms.pushes.gateways.http import judge, post

# Where browsers' subscriptions live. Only these are ever called: a subscription is an address
# that a visitor hands us, and must not let anybody knock at our own inner doors.
HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "push.services.mozilla.com",
    "web.push.apple.com",
    "notify.windows.com",
)
GONE = (404, 410)
DAY = 86_400
TOPIC_SIGNS = 32


@dataclass(frozen=True)
class WebPush:
    """The keys that our notes are signed with (VAPID), and whom the services may write to.

    A note that is repeated replaces the first (Topic here, `tag` in the service worker), so the
    citizen never sees two.
    """

    private_key: str = field(repr=False)
    contact: str
    hosts: Sequence[str] = HOSTS
    needs_tls: bool = True
    timeout: float = 20

    repeats_safely = True
    can_be_asked = False

    @property
    def public_key(self) -> str:
        """What browsers must know to subscribe: the key's public half, as they want it written."""
        from cms.pushes.gateways.vapid import public_half

        return public_half(self.private_key)

    def may_call(self, endpoint: str) -> bool:
        """Whether the address is one of the known services'."""
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
        known = any(host == one or host.endswith(f".{one}") for one in self.hosts)
        return known and (parts.scheme == "https" or not self.needs_tls)

    @contextmanager
    def session(self) -> Iterator[WebPush]:
        """Nothing is opened: each note is a request of its own."""
        yield self

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Hand one note over. Raises what `http` raises, and ContactGone."""
        if not self.may_call(message.to):
            raise ContactGone("unknown_service")
        body, headers = self._encrypted(message), self._headers(message)
        status = post(message.to, body, headers, self.timeout, handing_over)
        if status in GONE:
            raise ContactGone
        judge(status)

    def _encrypted(self, message: Message) -> bytes:
        # It brings a second HTTP library along, which only who sends a note needs.
        from pywebpush import WebPusher, WebPushException

        note = {
            "title": message.subject,
            "body": message.text,
            "link": message.link,
            "tag": message.key.hex,
            "language": message.language,
        }
        subscription = {"endpoint": message.to, "keys": dict(message.keys)}
        try:
            encoded = WebPusher(subscription).encode(json.dumps(note).encode())
        except (WebPushException, ValueError) as error:
            raise ContactGone("bad_keys") from error
        return bytes(encoded["body"])

    def _headers(self, message: Message) -> dict[str, str]:
        parts = urlsplit(message.to)
        claims: dict[str, str | int] = {
            "sub": f"mailto:{self.contact}",
            "aud": f"{parts.scheme}://{parts.netloc}",
        }
        try:
            signed = Vapid02.from_string(self.private_key).sign(claims)
        except (ValueError, TypeError) as error:
            raise Refused("bad_key_of_ours") from error
        return {
            **{str(name): str(value) for name, value in signed.items()},
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(DAY),
            "Topic": message.key.hex[:TOPIC_SIGNS],
            "Urgency": "high" if message.is_urgent else "normal",
        }

    def ask(self, key: UUID) -> Fate:
        """The services don't answer that."""
        return Fate.CAN_NOT_SAY
