"""Messages that wait: told by the floor that keeps them, where one is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.citizens.models import Citizen


@dataclass(frozen=True)
class Message:
    """A message that waits for the citizen: its title and where it is read."""

    title: str
    url: str


# The newest messages that wait for a citizen, at most so many.
Waiting = Callable[[Citizen, int], Sequence[Message]]
_told_by: list[Waiting] = []


def tell(waiting: Waiting) -> None:
    """Let the pages know of messages that wait; called once, when Django starts."""
    if waiting not in _told_by:
        _told_by.append(waiting)


def has_inbox() -> bool:
    """Whether anybody here keeps messages."""
    return bool(_told_by)


def waiting_for(citizen: Citizen, most: int) -> list[Message]:
    """The messages that wait."""
    return [message for told in _told_by for message in told(citizen, most)][:most]
