"""How long a log-in lasts: unused (the idle limit), and in all (the longest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.citizens.identity.providers import Door
from cms.citizens.identity.records import LogIn

# Writing the last use at every request would make every read a write.
USE_NOTED_EVERY = timedelta(seconds=30)
# Who comes back in the evening is told why they were logged out.
KEPT_AFTER = timedelta(days=1)


class Ending(StrEnum):
    """Why a log-in ended without anybody pressing *Log ud* here."""

    IDLE = "idle"
    LONGEST = "longest"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Limits:
    """The two limits of one door."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True)
class Standing:
    """What is left of a log-in, in whole seconds, for the warning on the page.

    `can_stay`: using the page gives more time; not so close to the longest limit.
    """

    seconds_left: int
    can_stay: bool
    idle_minutes: int


def limits_of(door: str) -> Limits:
    """The limits that the operator set; staff's count for companies too."""
    name = "CITIZEN" if door == Door.CITIZENS else "STAFF"
    return Limits(
        timedelta(minutes=getattr(settings, f"{name}_SESSION_IDLE_MINUTES")),
        timedelta(hours=getattr(settings, f"{name}_SESSION_LONGEST_HOURS")),
    )


def ending_of(login: LogIn, now: datetime) -> Ending | None:
    """Whether one of the limits is passed."""
    limits = limits_of(login.door)
    if now - login.began_at >= limits.longest:
        return Ending.LONGEST
    # What is written is up to half a minute old, in the reader's favour.
    return Ending.IDLE if now - login.used_at >= limits.idle + USE_NOTED_EVERY else None


def note_use(login: LogIn, now: datetime) -> None:
    """Remember that the log-in is in use."""
    if now - login.used_at >= USE_NOTED_EVERY:
        LogIn.objects.filter(pk=login.pk).update(used_at=now)
    login.used_at = now


def standing_of(login: LogIn, now: datetime | None = None) -> Standing:
    """What is left of a log-in."""
    moment, limits = now or timezone.now(), limits_of(login.door)
    idle_left = login.used_at + limits.idle - moment
    longest_left = login.began_at + limits.longest - moment
    return Standing(
        seconds_left=max(0, int(min(idle_left, longest_left).total_seconds())),
        can_stay=longest_left > idle_left,
        idle_minutes=int(limits.idle.total_seconds() // 60),
    )


def old_logins(now: datetime) -> QuerySet[LogIn]:
    """Log-ins that ended a day ago or more."""
    old = Q(pk__in=[])
    for door in Door:
        old |= Q(door=door, began_at__lt=now - limits_of(door).longest - KEPT_AFTER)
    return LogIn.objects.filter(old)


def forget_old_logins(now: datetime | None = None) -> int:
    """Remove log-ins that ended a day ago or more. Gives how many."""
    return old_logins(now or timezone.now()).delete()[0]
