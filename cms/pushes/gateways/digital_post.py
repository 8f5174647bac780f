"""Digital Post: MeMo over REST, handed to the authority's own sender system or straight on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import requests

from cms.pushes.gateways.base import Fate, HandingOver, Message
from cms.pushes.gateways.http import judge, post
from cms.pushes.gateways.memo import memo_of

FOUND, NOT_FOUND = 200, 404
KEY_HEADER = "memo-message-uuid"


@dataclass(frozen=True)
class DigitalPost:
    """A sender system. `certificate` is the file with the client certificate and its key.

    A MeMo's own UUID is its key: a second one with the same is answered 409 and not delivered.
    """

    address: str
    cvr: str
    token: str = field(default="", repr=False)
    certificate: str = ""
    timeout: float = 30

    repeats_safely = True
    can_be_asked = True

    @contextmanager
    def session(self) -> Iterator[DigitalPost]:
        """Nothing is opened: each letter is a request of its own."""
        yield self

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Hand one letter over. Raises what `http` raises."""
        headers = self._headers() | {
            "Content-Type": "application/xml",
            KEY_HEADER: str(message.key),
        }
        body = memo_of(message, self.cvr)
        judge(post(self.address, body, headers, self.timeout, handing_over, self.certificate))

    def ask(self, key: UUID) -> Fate:
        """Whether it has the letter."""
        try:
            answer = requests.get(
                f"{self.address.rstrip('/')}/{key}",
                headers=self._headers(),
                timeout=self.timeout,
                cert=self.certificate or None,
            )
        except requests.RequestException:
            return Fate.CAN_NOT_SAY
        known = {FOUND: Fate.ACCEPTED, NOT_FOUND: Fate.NOT_ACCEPTED}
        return known.get(answer.status_code, Fate.CAN_NOT_SAY)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}
