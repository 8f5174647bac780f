"""The local provider tells its clients that a log-in has ended (Back-Channel Logout 1.0)."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from cms.demo.identity_provider_faults import TWICE, UNSIGNED, unsigned, with_fault

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOKEN_LIFETIME = 120  # seconds
TIMEOUT = 5  # seconds
MOST_SESSIONS = 1000


@dataclass(frozen=True)
class Session:
    """A log-in that somebody made with us."""

    sid: str
    subject: str
    client_id: str


class Sessions:
    """The log-ins that are going on, and the address to tell when one ends.

    `address` is empty where the client has registered none.
    """

    def __init__(self, issuer: str, address: str, sign: Callable[[dict[str, Any]], str]) -> None:
        self.issuer, self.address, self._sign = issuer, address, sign
        self._known: dict[str, Session] = {}

    def begin(self, subject: str, client_id: str) -> Session:
        """A new log-in."""
        while len(self._known) >= MOST_SESSIONS:
            self._known.pop(next(iter(self._known)))
        made = Session(secrets.token_urlsafe(16), subject, client_id)
        self._known[made.sid] = made
        return made

    def end(self, sid: str) -> None:
        """End one, and tell without keeping the browser waiting."""
        ended = self._known.pop(sid, None)
        if ended and self.address:
            threading.Thread(target=self.tell, args=(ended,), daemon=True).start()

    def end_all_of(self, subject: str, fault: str = "") -> list[int]:
        """End everything of one person; what the client answered to each message, as statuses."""
        mine = [one for one in self._known.values() if one.subject == subject]
        answers = [status for one in mine for status in self.tell(one, fault)]
        for one in mine:
            self._known.pop(one.sid, None)
        return answers

    def tell(self, session: Session, fault: str = "") -> list[int]:
        """Send the message; twice, and so replayed, where that is the fault."""
        token = self.message(session, fault)
        count = 2 if fault == TWICE else 1
        return [self._sent(token) for _ in range(count)]

    def message(self, session: Session, fault: str = "") -> str:
        """The signed message."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": session.subject,
            "aud": session.client_id,
            "iat": now,
            "exp": now + TOKEN_LIFETIME,
            "jti": secrets.token_urlsafe(16),
            "events": {EVENT: {}},
            "sid": session.sid,
        }
        told = with_fault(claims, fault)
        return unsigned(told) if fault == UNSIGNED else self._sign(told)

    def _sent(self, token: str) -> int:
        try:
            answer = requests.post(self.address, data={"logout_token": token}, timeout=TIMEOUT)
        except requests.RequestException:
            return 0
        return answer.status_code
