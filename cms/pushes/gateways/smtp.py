"""Mail over SMTP, one step at a time, so that it is known which side of the border one is on.

A server has accepted a mail when it has answered the dot that ends it, and never before the dot
was sent. So what fails before the dot was not accepted, and what fails after it is unknown.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

import requests

from cms.pushes.gateways.base import (
    Fate,
    FateUnknown,
    GatewayAway,
    HandingOver,
    Message,
    NotAccepted,
    Refused,
)
from cms.pushes.gateways.mail import mail_of, message_id

OK, GO_ON, FAULT, NO_SUCH = 250, 354, 400, 500
FORWARDED = 251
DOT = b".\r\n"
FOUND, NOT_FOUND = 200, 404


@dataclass(frozen=True)
class Smtp:
    """A mail server. `ask_address` is a door that says whether it has a mail, if there is one:

    an address with {message_id} in it that answers 200 for a mail that was accepted and 404 for
    one that wasn't. Mail servers have none by themselves; many providers do.
    """

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    starts_tls: bool = True
    timeout: float = 30
    ask_address: str = ""
    ask_token: str = field(default="", repr=False)

    repeats_safely = False

    @property
    def can_be_asked(self) -> bool:
        """Whether there is a door to ask at."""
        return bool(self.ask_address)

    @contextmanager
    def session(self) -> Iterator[SmtpSession]:
        """Connect and log in. Raises GatewayAway."""
        try:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        except (OSError, smtplib.SMTPException) as error:
            raise GatewayAway("no_connection") from error
        try:
            self._introduce(server)
            yield SmtpSession(server, self.sender)
            # Only where all went well: saying goodbye to a server that hangs takes as long again.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()

    def _introduce(self, server: smtplib.SMTP) -> None:
        try:
            if self.starts_tls:
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException) as error:
            raise GatewayAway("no_greeting") from error

    def ask(self, key: UUID) -> Fate:
        """Whether the mail was accepted, as the door says."""
        if not self.can_be_asked:
            return Fate.CAN_NOT_SAY
        name = message_id(key, self.sender).strip("<>")
        headers = {"Authorization": f"Bearer {self.ask_token}"} if self.ask_token else {}
        try:
            answer = requests.get(
                self.ask_address.format(message_id=name), headers=headers, timeout=self.timeout
            )
        except requests.RequestException:
            return Fate.CAN_NOT_SAY
        known = {FOUND: Fate.ACCEPTED, NOT_FOUND: Fate.NOT_ACCEPTED}
        return known.get(answer.status_code, Fate.CAN_NOT_SAY)


@dataclass(frozen=True)
class SmtpSession:
    """One connection that has said hello."""

    server: smtplib.SMTP
    sender: str

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Hand one mail over.

        Raises:
            GatewayAway, NotAccepted, Refused, FateUnknown
        """
        try:
            body = _lines(bytes(mail_of(message, self.sender)))
        except (ValueError, IndexError) as error:
            raise Refused("bad_address") from error
        self._address(message.to)
        handing_over()
        try:
            self.server.send(body)
        except (OSError, smtplib.SMTPException) as error:
            # The end was never said, so no server may keep what it has.
            raise NotAccepted("lost_before_the_end") from error
        self._end()

    def _address(self, to: str) -> None:
        """Say from whom and to whom; after it the server waits for the mail itself."""
        try:
            self._expect(self.server.mail(self.sender), OK, GatewayAway("sender_refused"))
            self._expect(self.server.rcpt(to), OK, Refused("recipient_refused"))
            self._expect(self.server.docmd("DATA"), GO_ON, GatewayAway("no_data"))
        except (OSError, smtplib.SMTPException) as error:
            raise GatewayAway("lost_before_the_mail") from error

    def _expect(self, reply: tuple[int, bytes], wanted: int, final: Exception) -> None:
        code = OK if reply[0] == FORWARDED else reply[0]
        if code == wanted:
            return
        with suppress(OSError, smtplib.SMTPException):
            self.server.rset()
        raise NotAccepted("later") if FAULT <= code < NO_SUCH else final

    def _end(self) -> None:
        try:
            self.server.send(DOT)
            code, _words = self.server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise FateUnknown("lost_after_the_end") from error
        if code == OK:
            return
        raise NotAccepted("later") if FAULT <= code < NO_SUCH else Refused("mail_refused")


def _lines(mail: bytes) -> bytes:
    """The mail with a dot before each line that begins with one, ending in a line's end."""
    lines = mail.replace(b"\r\n", b"\n").split(b"\n")
    doubled = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"
