"""Counting what found nothing, and the list that editors see."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone

from cms.municipalities.models import Owner, OwnerKind, national_owner
from cms.personalisation.viewer import Viewer
from cms.search.misses.wording import countable
from cms.search.models import Miss
from cms.search.query import SearchQuery
from cms.search.result import SearchResult

# So that nobody can fill the table: new words of one site on one day.
MOST_A_DAY = 1000
LISTED = 100
# Days that the list looks back.
LOOKED_BACK = 60

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Missed:
    """Words that found nothing, on how many days, how often, and when last."""

    words: str
    language: str
    days: int
    count: int
    newest: date


def note(viewer: Viewer, query: SearchQuery, result: SearchResult) -> None:
    """Count a search that found nothing. Nothing of who asked is kept; a fault stops nobody.

    Where filters took everything away, the words are not what is missing.
    """
    is_plain = not (query.types or query.filters or query.near or query.during)
    if result.total or query.page > 1 or not (query.words and is_plain):
        return
    known = viewer.citizen.display_name if viewer.citizen else ""
    words = countable(query.words, known)
    if not words:
        return
    try:
        with transaction.atomic():
            _count(viewer, words)
    except DatabaseError:
        _log.warning("A search without hits was not counted.", exc_info=True)


def _count(viewer: Viewer, words: str) -> None:
    owner = viewer.municipality or national_owner()
    place = {"owner_id": owner.pk, "language": viewer.language, "day": viewer.today}
    if Miss.objects.filter(**place, words=words).update(count=F("count") + 1):
        return
    if Miss.objects.filter(owner_id=owner.pk, day=viewer.today).count() < MOST_A_DAY:
        # Another process may have been first: then one of the two isn't counted.
        Miss.objects.bulk_create([Miss(**place, words=words)], ignore_conflicts=True)


def listed(owner: Owner, today: date | None = None) -> list[Missed]:
    """What many sought and nobody found, most often sought first.

    Only words that were sought on several days are shown (SEARCH_MISSES_SHOWN_DAYS). The nation
    sees the common front's, and words that were sought in as many municipalities.
    """
    since = (today or timezone.localdate()) - timedelta(days=LOOKED_BACK)
    recent = Miss.objects.filter(day__gte=since)
    found = list(
        _grouped(recent.filter(owner=owner), Q(days__gte=settings.SEARCH_MISSES_SHOWN_DAYS))
    )
    if owner.kind == OwnerKind.NATIONAL:
        known = {(one.words, one.language) for one in found}
        everywhere = _grouped(recent, Q(owners__gte=settings.SEARCH_MISSES_SHOWN_DAYS))
        found += [one for one in everywhere if (one.words, one.language) not in known]
    return sorted(found, key=lambda one: (-one.days, -one.count, one.words))[:LISTED]


def _grouped(misses: QuerySet[Miss], shown: Q) -> Iterator[Missed]:
    summed: Any = (
        misses.values("words", "language")
        .annotate(
            days=Count("day", distinct=True),
            owners=Count("owner", distinct=True),
            times=Sum("count"),
            newest=Max("day"),
        )
        .filter(shown)
        .order_by("-days", "-times", "words")
    )
    for row in summed[:LISTED]:
        yield Missed(row["words"], row["language"], row["days"], row["times"], row["newest"])
