"""A letter as an e-mail: the headers that mail programs and providers ask for."""

from __future__ import annotations

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from cms.pushes.gateways.base import Message


def message_id(key: UUID, sender: str) -> str:
    """The mail's own name, the same at every attempt."""
    return f"<{key.hex}@{sender.rpartition('@')[2]}>"


def mail_of(message: Message, address: str) -> EmailMessage:
    """The mail, from the installation's address in the municipality's name."""
    mail = EmailMessage(policy=SMTP)
    user, _at, domain = address.rpartition("@")
    mail["Message-ID"] = message_id(message.key, address)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["From"] = Address(message.sender, user, domain)
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Content-Language"] = message.language
    # No machine shall answer a machine.
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail
