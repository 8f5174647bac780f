"""When a municipality's choice holds: from a moment, until a moment, or both; else always.

What people mean by "show it from 1 December" is that it isn't shown before. So outside its period

- *taken in* counts as left out, also where the owner shows the item by default;
- *left out* counts as not decided: the item is there again where the owner shows it by default,
  and an offer is again only an offer.

In SQL the moment is the database's own (`Now()`), so that a statement that is kept and run again
never answers with an old time. `says` tells the same of one choice in Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now


@dataclass(frozen=True)
class Period:
    """From `start` on and before `end`; None is without a limit."""

    start: datetime | None = None
    end: datetime | None = None

    def __bool__(self) -> bool:
        """Whether there is any limit."""
        return self.start is not None or self.end is not None

    def holds(self, now: datetime) -> bool:
        """Whether `now` lies in the period."""
        begun = self.start is None or self.start <= now
        return begun and (self.end is None or now < self.end)


def says(taken: bool | None, period: Period, now: datetime) -> bool | None:
    """What a choice comes to at a moment: taken in, left out, or not decided (None)."""
    if period.holds(now):
        return taken
    return False if taken else None


def holding() -> Q:
    """Choices whose period holds now."""
    begun = Q(holds_from=None) | Q(holds_from__lte=Now())
    return begun & (Q(holds_until=None) | Q(holds_until__gt=Now()))


def taken_now() -> Q:
    """Choices that come to *taken in* now."""
    return Q(taken=True) & holding()


def left_out_now() -> Q:
    """Choices that come to *left out* now."""
    over = Q(holds_from__gt=Now()) | Q(holds_until__lte=Now())
    return Q(taken=False) & holding() | Q(taken=True) & over
