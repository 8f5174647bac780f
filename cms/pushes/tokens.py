"""The signed word in a mail's link for unsubscribing: it works without logging in, and only there.

It holds a name of ours for the citizen's settings, and the kind; no name, number or address.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer

from cms.citizens.models import Citizen
from cms.pushes.models import PushSettings

SIGNER = Signer(salt="cms.pushes.unsubscribe", sep=".")
PARTS = 3


class BadToken(ValueError):
    """The word in a link isn't ours, or whom it is for is no longer here."""


@dataclass(frozen=True)
class Subscription:
    """What a link ends: one kind through one channel, or with no kind all of the channel."""

    citizen: Citizen
    channel: str
    kind: str


def token_of(settings: PushSettings, channel: str, kind: str = "") -> str:
    """The word for a link."""
    return SIGNER.sign(f"{settings.public_id.hex}-{channel}-{kind}")


def subscription_of(token: str) -> Subscription:
    """What a word stands for. Raises BadToken."""
    try:
        name, channel, kind = SIGNER.unsign(token).split("-", PARTS - 1)
        found = PushSettings.objects.select_related("citizen__municipality").get(
            public_id=UUID(hex=name)
        )
    except (BadSignature, ValueError, PushSettings.DoesNotExist) as error:
        raise BadToken("This link can't be used any more.") from error
    return Subscription(found.citizen, channel, kind)
