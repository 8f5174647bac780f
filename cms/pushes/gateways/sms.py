"""Text messages over HTTP, in the shape of a common Danish gateway's message API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import requests

from cms.pushes.gateways.base import Fate, HandingOver, Message
from cms.pushes.gateways.http import judge, post

FIELDS = {"sender": "sender", "text": "message", "to": "recipient", "key": "reference"}
FOUND, NOT_FOUND = 200, 404
MOST_SENDER = 11


@dataclass(frozen=True)
class Sms:
    """A text message gateway. `fields` maps our four words to the gateway's names.

    `key_header` is the header by which it knows a letter it has had; empty: it doesn't, and a
    letter of unknown fate is not repeated. `ask_address` has {key} in it.
    """

    address: str
    token: str = field(repr=False)
    sender: str = "Kommunen"
    scheme: str = "Token"
    fields: Mapping[str, str] = field(default_factory=lambda: dict(FIELDS))
    key_header: str = ""
    ask_address: str = ""
    timeout: float = 20

    @property
    def repeats_safely(self) -> bool:
        """Whether it knows a letter by its key."""
        return bool(self.key_header)

    @property
    def can_be_asked(self) -> bool:
        """Whether it can say if it has a letter."""
        return bool(self.ask_address)

    @contextmanager
    def session(self) -> Iterator[Sms]:
        """Nothing is opened: each message is a request of its own."""
        yield self

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Hand one message over. Raises what `http` raises."""
        words = {
            "sender": self.sender[:MOST_SENDER],
            "text": message.text,
            "to": int(message.to.removeprefix("+")),
            "key": message.key.hex,
        }
        body = {self.fields[name]: value for name, value in words.items() if name in self.fields}
        headers = self._headers() | {"Content-Type": "application/json"}
        if self.key_header:
            headers[self.key_header] = message.key.hex
        sent = json.dumps(body).encode()
        judge(post(self.address, sent, headers, self.timeout, handing_over))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"{self.scheme} {self.token}", "Accept": "application/json"}

    def ask(self, key: UUID) -> Fate:
        """Whether it has the message."""
        if not self.can_be_asked:
            return Fate.CAN_NOT_SAY
        address = self.ask_address.format(key=key.hex)
        try:
            answer = requests.get(address, headers=self._headers(), timeout=self.timeout)
        except requests.RequestException:
            return Fate.CAN_NOT_SAY
        known = {FOUND: Fate.ACCEPTED, NOT_FOUND: Fate.NOT_ACCEPTED}
        return known.get(answer.status_code, Fate.CAN_NOT_SAY)
