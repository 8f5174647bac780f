"""Who gets a seat: decisions without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Seating:
    """How an item stands: seats (None is no limit), how many are taken, and the last moment."""

    seats: int | None
    taken: int
    waiting: int
    deadline: datetime | None

    @property
    def free(self) -> int | None:
        """Seats left; None where there is no limit."""
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether the next one waits. Nobody passes those who wait already."""
        return self.free is not None and (self.free == 0 or self.waiting > 0)

    def is_open(self, now: datetime) -> bool:
        """Whether one can still sign up."""
        return self.deadline is None or now <= self.deadline
