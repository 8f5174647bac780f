"""The secret address of a citizen's calendar. Every call may be repeated."""

from __future__ import annotations

import hashlib
import secrets

from django.utils import timezone

from cms.capabilities.schedule.models import CalendarFeed
from cms.citizens.models import Citizen

# So many random bytes nobody guesses.
BYTES = 32


def feed_of(citizen: Citizen) -> CalendarFeed | None:
    """The citizen's feed, if one was made."""
    return CalendarFeed.objects.filter(citizen=citizen).first()


def renew(citizen: Citizen) -> str:
    """Make a new secret and give it: it can't be read again. The earlier one stops working."""
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(
        citizen=citizen,
        defaults={"fingerprint": fingerprint(token), "made_at": timezone.now()},
    )
    return token


def stop(citizen: Citizen) -> None:
    """Nobody follows the calendar any more."""
    CalendarFeed.objects.filter(citizen=citizen).delete()


def citizen_of_feed(token: str) -> Citizen | None:
    """Whose calendar a secret opens; None where it opens nothing."""
    found = CalendarFeed.objects.select_related("citizen__municipality")
    feed = found.filter(fingerprint=fingerprint(token)).first()
    return feed.citizen if feed else None


def fingerprint(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
