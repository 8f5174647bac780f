"""Codes that confirm an address. None is stored: each is worked out anew from a random word."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from cms.pushes.models import Contact

SIGNS = 6
LIFETIME = timedelta(minutes=30)
MOST_WRONG = 5
PAUSE = timedelta(minutes=1)


def new_nonce() -> str:
    """A random word for a new code."""
    return secrets.token_hex(16)


def code_of(contact: Contact) -> str:
    """The six digits that were sent to the address."""
    text = f"cms.pushes.code:{contact.pk}:{contact.value}:{contact.nonce}"
    digest = hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**SIGNS:0{SIGNS}d}"


def is_open(contact: Contact, now: datetime) -> bool:
    """Whether the code can still be used."""
    sent = contact.nonce_at
    return (
        bool(contact.nonce)
        and sent is not None
        and now < sent + LIFETIME
        and contact.wrong_codes < MOST_WRONG
    )


def is_right(contact: Contact, written: str) -> bool:
    """Whether that is the code; spaces don't matter."""
    digits = "".join(sign for sign in written if sign.isdigit())
    return hmac.compare_digest(digits.encode(), code_of(contact).encode())
