"""Removes what has been kept long enough: what messages said, and letters that are settled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.pushes.declared import kinds
from cms.pushes.inbox import empty
from cms.pushes.models import SETTLED, Contact, Letter, Push

LETTERS_KEPT = timedelta(days=90)
UNCONFIRMED_KEPT = timedelta(days=1)


def forget_old(now: datetime | None = None) -> int:
    """Empty pushes past their kind's retention, and delete old letters; gives how many in all.

    A push of a kind that is no longer declared has no purpose left and is emptied too. Flagged
    letters go with the rest: after three months nobody needs to be asked any more.
    """
    moment = now or timezone.now()
    kept = Push.objects.filter(removed_at__isnull=True)
    with transaction.atomic():
        count = empty(kept.exclude(kind__in=list(kinds())))
        for name, kind in kinds().items():
            limit = moment - timedelta(days=kind.retention)
            count += empty(kept.filter(kind=name, made_at__lt=limit))
        old = Letter.objects.filter(state__in=SETTLED, settled_at__lt=moment - LETTERS_KEPT)
        count += old.count()
        old.delete()
        unconfirmed = Contact.objects.filter(
            confirmed_at__isnull=True, made_at__lt=moment - UNCONFIRMED_KEPT
        )
        count += unconfirmed.count()
        unconfirmed.delete()
    return count
