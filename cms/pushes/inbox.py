"""The citizen's inbox: what is unread, what waits for an answer, and what is done with it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull
from django.utils import timezone

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.pushes.declared import kinds
from cms.pushes.models import Push


def inbox_of(citizen: Citizen) -> QuerySet[Push]:
    """What stands in the inbox: the unread before the read, and the newest first."""
    shown = citizen.pushes.filter(removed_at__isnull=True, kind__in=list(kinds()))
    return shown.order_by(IsNull(F("read_at"), False), "-made_at", "-pk")


def unread_count(citizen: Citizen) -> int:
    """How many are unread."""
    if citizen.made_up_answers is not None:
        return 0
    return kept_of(citizen, "unread", lambda: _unread(citizen).count())


def _unread(citizen: Citizen) -> QuerySet[Push]:
    return inbox_of(citizen).filter(read_at__isnull=True)


def waiting_for_answer(citizen: Citizen) -> list[Push]:
    """What somebody waits for the citizen's answer to, the oldest first."""
    if citizen.made_up_answers is not None:
        return []
    return kept_of(citizen, "waiting", lambda: _waiting(citizen))


def _waiting(citizen: Citizen) -> list[Push]:
    wanting = [name for name, kind in kinds().items() if kind.wants_answer]
    found = inbox_of(citizen).filter(kind__in=wanting, answered_at__isnull=True)
    return list(found.order_by("made_at", "pk"))


def push_named(citizen: Citizen, public_id: UUID) -> Push | None:
    """One of the citizen's own, or None."""
    return inbox_of(citizen).filter(public_id=public_id).first()


def mark_read(push: Push) -> None:
    """It has been seen; a second time changes nothing."""
    Push.objects.filter(pk=push.pk, read_at__isnull=True).update(read_at=timezone.now())


def mark_unread(push: Push) -> None:
    """As if it hadn't been seen."""
    Push.objects.filter(pk=push.pk).update(read_at=None)


def mark_all_read(citizen: Citizen) -> int:
    """Everything has been seen; gives how many hadn't."""
    return _unread(citizen).update(read_at=timezone.now())


def mark_answered(citizen: Citizen, key: str) -> None:
    """What was told under this key has its answer: it no longer waits on the citizen's page."""
    from cms.pushes.services import fingerprint

    now = timezone.now()
    citizen.pushes.filter(fingerprint=fingerprint(key), answered_at__isnull=True).update(
        answered_at=now
    )


def remove(push: Push) -> None:
    """Take it out of the inbox, with what it said; what is left keeps it from coming again."""
    empty(Push.objects.filter(pk=push.pk))


def empty(pushes: QuerySet[Push]) -> int:
    """Remove what these say; gives how many."""
    return pushes.update(removed_at=timezone.now(), values={}, item=None, path="")
