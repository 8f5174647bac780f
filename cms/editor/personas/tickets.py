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
    """As whom, whose portal, and which drafts of rules are in force meanwhile."""

    persona: str
    municipality_id: int
    drafts: tuple[int, ...] = ()


def issue(
    user: User, municipality: Municipality, persona: str, drafts: tuple[int, ...] = ()
) -> str:
    """A ticket for this user alone."""
    return signing.dumps([user.pk, municipality.pk, persona, *drafts], salt=SALT)


def read(text: str, user: User) -> Ticket:
    """What the ticket says. Raises TicketExpired and TicketRefused."""
    try:
        loaded = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
        held_by, municipality_id, persona, *drafts = loaded
    except signing.SignatureExpired as error:
        raise TicketExpired from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TicketRefused from error
    if held_by != user.pk:
        raise TicketRefused
    return Ticket(str(persona), int(municipality_id), tuple(map(int, drafts)))
