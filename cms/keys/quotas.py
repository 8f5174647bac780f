"""How often a key may be used: counted in one statement, the same for all servers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from cms.keys.models import ApiKey


@dataclass(frozen=True)
class QuotaSpent:
    """Which quota is used up, how much it allows, and in how many seconds it begins anew."""

    name: str
    most: int
    seconds: int


def use(key: ApiKey) -> QuotaSpent | None:
    """Count one use. Where a quota is spent nothing is counted, and which one it is told."""
    now = timezone.localtime()
    minute, day = now.replace(second=0, microsecond=0), now.date()
    is_free = (~Q(minute=minute) | Q(minute=None) | Q(minute_count__lt=F("a_minute"))) & (
        ~Q(day=day) | Q(day=None) | Q(day_count__lt=F("a_day"))
    )
    counted = ApiKey.objects.filter(is_free, pk=key.pk).update(
        minute=minute,
        day=day,
        minute_count=_one_more("minute", minute),
        day_count=_one_more("day", day),
    )
    return None if counted else _spent(key, now)


def _one_more(name: str, current: object) -> Case:
    """One more of the same minute or day, or the first of a new one."""
    same = When(Q(**{name: current}), then=F(f"{name}_count") + 1)
    return Case(same, default=Value(1))


def _spent(key: ApiKey, now: datetime) -> QuotaSpent:
    key.refresh_from_db()
    if key.day == now.date() and key.day_count >= key.a_day:
        morning = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return QuotaSpent("a_day", key.a_day, max(1, int((morning - now).total_seconds()) + 1))
    return QuotaSpent("a_minute", key.a_minute, 60 - now.second)
