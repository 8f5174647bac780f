"""What others may see of ratings: averages of enough citizens, and words that were let through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from cms.capabilities.rating.models import Pulse, Rating, WordsState
from cms.capabilities.rating.rules import Figures
from cms.capabilities.together import Gathering, about_some, these
from cms.databases.frames import Frame, Statement, compiled_once, frame_of
from cms.databases.instances import Instances, instances_of
from cms.library.models import Item

# The newest words say most of the item as it is now.
MOST_WORDS = 10


@compiled_once
def _averages() -> Frame:
    given = Rating.objects.filter(about_some()).order_by()
    rows = given.values("item_id").annotate(average=Avg("stars"), count=Count("pk"))
    return frame_of(rows.values_list("item_id", "average", "count"))


def _rated(items: Sequence[Item]) -> list[Statement]:
    return [_averages().filled(these(items))]


def _figures(items: Sequence[Item], rows: Sequence[Any]) -> dict[int, Figures]:
    found = {key: Figures(average, count) for key, average, count in rows}
    return {key: one for key, one in found.items() if one.are_shown}


# How items are rated, by primary key; too few to be shown are left out.
figures = Gathering(_rated, _figures)


def shown_words(item: Item) -> list[Rating]:
    """The newest words that a person has let through."""
    return _shown().read(these([item]))


@compiled_once
def _shown() -> Instances[Rating]:
    return instances_of(Rating.objects.filter(about_some(), state=WordsState.SHOWN)[:MOST_WORDS])


def to_read(item: Item) -> QuerySet[Rating]:
    """Words that wait for a person, or that somebody has reported; the oldest first."""
    return _unread().filter(item_id=item.pk).order_by("rated_at", "pk")


def to_read_of(owners: Collection[int]) -> Mapping[int, int]:
    """How many words wait for a person at these owners, by item's primary key."""
    return Counter(_unread().filter(item__owner_id__in=owners).values_list("item_id", flat=True))


def _unread() -> QuerySet[Rating]:
    waiting = Q(state=WordsState.WAITING)
    reported = Q(state=WordsState.SHOWN, open_reports__gt=0)
    counted = Count("reports", filter=Q(reports__is_handled=False))
    return Rating.objects.annotate(open_reports=counted).filter(waiting | reported)


def pulse(item: Item) -> Mapping[str, int]:
    """How many said yes, some and no."""
    rows: Any = Pulse.objects.filter(item_id=item.pk).order_by().values_list("helped")
    return dict(rows.annotate(count=Count("pk")))
