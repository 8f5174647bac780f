"""How long words that found nothing are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from cms.rights.retention import Keeping, register
from cms.search.models import Miss


def expired(now: datetime) -> QuerySet[Miss]:
    """Counts of days that have passed for too long."""
    days = timedelta(days=settings.SEARCH_MISSES_KEPT_DAYS)
    return Miss.objects.filter(day__lt=timezone.localdate(now) - days)


register(Keeping("misses", "words that found nothing", expired))
