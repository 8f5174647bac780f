"""Which letters a push becomes: through what, when, and alone or in a digest. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from cms.declarations.push_kind import Channel, PushKind
from cms.pushes.declared import outer_channels
from cms.pushes.models import Contact, LetterKind, Push, Rhythm
from cms.pushes.timing import Quiet, next_digest
from cms.pushes.wishes import Wishes


@dataclass(frozen=True)
class Plan:
    """A letter that the push goes with: a new one, or the digest that is being gathered."""

    push: Push
    channel: str
    kind: LetterKind
    slot: str
    due_at: datetime
    contact: Contact | None


@dataclass
class Disturbed:
    """How often a citizen was told outside the portal today, in all and by kind."""

    in_all: int = 0
    of_kind: int = 0


def plans(
    push: Push,
    kind: PushKind,
    wishes: Wishes,
    disturbed: Disturbed,
    available: Collection[str],
) -> Iterator[Plan]:
    """The letters of one push, given the channels that have a gateway."""
    moment = _moment(push, kind, wishes, disturbed)
    for channel in outer_channels().values():
        if channel.name in available and wishes.wants(kind, channel):
            for contact in wishes.contacts_for(channel):
                yield _plan(push, channel, moment, contact)


@dataclass(frozen=True)
class _Moment:
    at: datetime
    is_gathered: bool


def _moment(push: Push, kind: PushKind, wishes: Wishes, disturbed: Disturbed) -> _Moment:
    settings = wishes.settings
    quiet = Quiet(settings.quiet_from, settings.quiet_to)
    now = push.made_at
    if kind.breaks_quiet_hours:
        return _Moment(now, is_gathered=False)
    if kind.timing == "at_once" or kind.required_by_law:
        return _Moment(quiet.after(now), is_gathered=False)
    gathers = kind.timing == "may_wait" and settings.rhythm != Rhythm.NEVER
    # What is too much for one day isn't lost: it waits for the next digest.
    too_many = disturbed.in_all >= settings.most_a_day or disturbed.of_kind >= kind.most_a_day
    if gathers or too_many:
        rhythm = settings.rhythm if gathers else Rhythm.DAILY
        at = next_digest(now, rhythm, settings.digest_hour, settings.digest_weekday)
        return _Moment(quiet.after(at), is_gathered=True)
    return _Moment(quiet.after(now), is_gathered=False)


def _plan(push: Push, channel: Channel, moment: _Moment, contact: Contact | None) -> Plan:
    kind = LetterKind.DIGEST if moment.is_gathered else LetterKind.SINGLE
    name = f"{moment.at:%Y-%m-%dT%H:%M%z}" if moment.is_gathered else push.public_id.hex
    # Each browser is a letter of its own; an address or a number is looked up when it is sent.
    is_browser = channel.contact == "browser" and contact is not None
    slot = f"{kind.value}:{name}:{contact.pk}" if is_browser and contact else f"{kind.value}:{name}"
    return Plan(push, channel.name, kind, slot, moment.at, contact if is_browser else None)
