"""What is deleted when its time has run out. Floors above add what they keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.citizens import personal_data
from cms.citizens.identity.limits import old_logins
from cms.citizens.models import Citizen, Move
from cms.rights.erasing import erase
from cms.rights.models import ConsentRecord, Farewell, KeptRecord, Look, Receipt, permitted
from cms.rights.signals import citizen_expires_soon

Rows = QuerySet[Any]


def delete_rows(rows: Rows) -> None:
    """Delete rows and what hangs on them."""
    rows.delete()


@dataclass(frozen=True)
class Keeping:
    """One kind of data with a time limit: which rows are past it, and how they are deleted.

    `label` is English, for operators; `order` is the place among the others.
    """

    name: str
    label: str
    expired: Callable[[datetime], Rows]
    remove: Callable[[Rows], None] = delete_rows
    order: int = 100


_KEEPINGS: dict[str, Keeping] = {}


def register(keeping: Keeping) -> None:
    """Let the retention run delete this too; one of the same name is replaced."""
    _KEEPINGS[keeping.name] = keeping


def keepings() -> list[Keeping]:
    """Everything that has a time limit, in order."""
    return sorted(_KEEPINGS.values(), key=lambda one: (one.order, one.name))


def run(now: datetime | None = None, *, dry: bool = False) -> dict[str, int]:
    """Delete what is past its time, or only count it. Gives how many rows, by label.

    Each kind is a transaction of its own: what one fault stops does not keep the others.
    """
    moment = now or timezone.now()
    counts: dict[str, int] = {}
    for keeping in keepings():
        with transaction.atomic():
            rows = keeping.expired(moment)
            counts[keeping.label] = rows.count()
            if not dry and counts[keeping.label]:
                keeping.remove(rows)
    return counts


def to_be_warned(now: datetime) -> Rows:
    """Citizens so long away that they are soon deleted, and who have not been told since."""
    limit = now - timedelta(days=settings.CITIZENS_KEPT_DAYS - settings.CITIZENS_WARNED_DAYS)
    told = Farewell.objects.filter(citizen=OuterRef("pk"), warned_at__gte=OuterRef("last_seen_at"))
    return Citizen.objects.filter(last_seen_at__lt=limit).exclude(Exists(told))


def warn(citizens: Rows) -> None:
    """Note that each is warned, and let those hear who can reach them."""
    now = timezone.now()
    for citizen in citizens.select_related("municipality").iterator():
        Farewell.objects.update_or_create(citizen=citizen, defaults={"warned_at": now})
        deletes_at = now + timedelta(days=settings.CITIZENS_WARNED_DAYS)
        citizen_expires_soon.send(sender=Citizen, citizen=citizen, deletes_at=deletes_at)


def unseen_citizens(now: datetime) -> Rows:
    """Citizens away for the whole time, who were warned and did not come back."""
    return Citizen.objects.filter(
        last_seen_at__lt=now - timedelta(days=settings.CITIZENS_KEPT_DAYS),
        farewell__warned_at__lte=now - timedelta(days=settings.CITIZENS_WARNED_DAYS),
        farewell__warned_at__gte=F("last_seen_at"),
    )


def erase_citizens(citizens: Rows) -> None:
    """Erase each as if they had asked for it themselves."""
    for citizen in citizens.iterator():
        erase(citizen)


def old_looks(now: datetime) -> Rows:
    """Looks past their years."""
    return Look.objects.filter(looked_at__lt=now - timedelta(days=settings.LOOKS_KEPT_DAYS))


def old_consents(now: datetime) -> Rows:
    """Consents past their years, but for the yes that still counts."""
    later = ConsentRecord.objects.filter(
        citizen=OuterRef("citizen"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk")
    )
    old = ConsentRecord.objects.filter(said_at__lt=now - timedelta(days=settings.LAW_KEEPS_DAYS))
    return old.filter(Q(is_given=False) | Exists(later))


def old_receipts(now: datetime) -> Rows:
    """What the law kept after an erasure, when it need not any more."""
    return Receipt.objects.filter(kept_until__lt=timezone.localdate(now))


def remove_log(rows: Rows) -> None:
    """Remove lines of an append-only log."""
    keys = list(rows.values_list("pk", flat=True))
    with permitted("its years have passed", rows.model):
        rows.model._default_manager.filter(pk__in=keys).remove_lawfully()


def remove_receipts(rows: Rows) -> None:
    """Remove receipts with the lines under them."""
    keys = list(rows.values_list("pk", flat=True))
    with permitted("its years have passed", KeptRecord, Receipt):
        KeptRecord.objects.filter(receipt__in=keys).remove_lawfully()
        Receipt.objects.filter(pk__in=keys).remove_lawfully()


def ended_sessions(now: datetime) -> Rows:
    """Log-ins that have ended by themselves."""
    return Session.objects.filter(expire_date__lt=now)


def old_moves(now: datetime) -> Rows:
    """Moves from another municipality, long past."""
    return Move.objects.filter(moved_at__lt=now - timedelta(days=settings.MOVES_KEPT_DAYS))


for one in (
    Keeping("answers", "answers past their retention", personal_data.expired_answers, order=10),
    Keeping("warned", "citizens warned", to_be_warned, warn, order=20),
    Keeping("citizens", "citizens erased, long away", unseen_citizens, erase_citizens, order=30),
    Keeping("looks", "looks", old_looks, remove_log, order=40),
    Keeping("consents", "consents", old_consents, remove_log, order=50),
    Keeping("receipts", "erasures' receipts", old_receipts, remove_receipts, order=60),
    Keeping("sessions", "ended sessions", ended_sessions, order=70),
    Keeping("logins", "ended log-ins", old_logins, order=80),
    Keeping("moves", "moves", old_moves, order=90),
):
    register(one)
