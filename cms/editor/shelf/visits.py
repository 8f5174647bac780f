"""Since when what is on offer is news to somebody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cms.library.models import ShelfVisit
from cms.municipalities.models import Municipality, User

# Looking again within this time is the same visit: what was new a moment ago still is.
ONE_VISIT = timedelta(hours=4)
# What counts as new to somebody who has never looked.
FIRST_LOOK = timedelta(days=30)


def seen_until(user: User, municipality: Municipality) -> datetime:
    """When the visit before this one began; a visit that is over begins a new one."""
    now = timezone.now()
    visit, _made = ShelfVisit.objects.get_or_create(
        user=user,
        municipality=municipality,
        defaults={"began_at": now, "previous_at": now - FIRST_LOOK},
    )
    if now - visit.began_at > ONE_VISIT:
        visit.previous_at, visit.began_at = visit.began_at, now
        visit.save()
    return visit.previous_at
