"""Who gets a seat, and until when one can change one's mind: decisions without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Seating:
    """How an item stands: seats (None is no limit), how many are taken, and the last moments."""

    seats: int | None
    taken: int
    waiting: int
    deadline: datetime | None
    cancel_until: datetime | None = None
    is_closed: bool = False

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
        return not self.is_closed and (self.deadline is None or now <= self.deadline)

    def may_cancel(self, now: datetime, has_seat: bool) -> bool:
        """Whether one can sign off alone; whoever waits holds no seat and always can."""
        return not has_seat or self.cancel_until is None or now <= self.cancel_until
