"""A signed, short-lived permission to look at one portal as one made-up person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from cms.municipalities.models import Municipality, User

SALT = "cms.editor.personas"
GOOD_FOR = timedelta(minutes=30)
# Somebody who hasn't logged in is nobody's persona.
VISITOR = "visitor"


class TicketExpired(Exception):
    """It was good, but has lived too long."""


class TicketRefused(Exception):
    """It was never good, or is another person's."""


@dataclass(frozen=True)
class Ticket:
    """As whom, and whose portal."""

    persona: str
    municipality_id: int


def issue(user: User, municipality: Municipality, persona: str) -> str:
    """A ticket for this user alone."""
    return signing.dumps([user.pk, municipality.pk, persona], salt=SALT)


def read(text: str, user: User) -> Ticket:
    """What the ticket says. Raises TicketExpired and TicketRefused."""
    try:
        held_by, municipality_id, persona = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise TicketExpired from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TicketRefused from error
    if held_by != user.pk:
        raise TicketRefused
    return Ticket(str(persona), int(municipality_id))
