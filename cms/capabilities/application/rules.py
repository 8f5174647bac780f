"""How an application goes from step to step, who may take it there, and until when one can apply.

Decisions without a database. An application that is sent here is moved by those who own the item;
the citizen can only take it back. One that is sent elsewhere is the citizen's own notes, so every
step can be put right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

HERE, ELSEWHERE = "here", "elsewhere"
CITIZEN, OWNER = "citizen", "owner"
RECEIVED, READING, INVITED = "received", "reading", "invited"
WILL_APPLY, APPLIED, INTERVIEW, OFFER = "will_apply", "applied", "interview", "offer"
NO, WITHDRAWN = "no", "withdrawn"

# In the order in which they come.
STATES: Mapping[str, tuple[str, ...]] = {
    HERE: (RECEIVED, READING, INVITED, NO, WITHDRAWN),
    ELSEWHERE: (WILL_APPLY, APPLIED, INTERVIEW, OFFER, NO, WITHDRAWN),
}
# No is said with care, but who has said it may think better of it.
_OWNERS: Mapping[str, frozenset[str]] = {
    RECEIVED: frozenset({READING, INVITED, NO}),
    READING: frozenset({INVITED, NO}),
    INVITED: frozenset({NO}),
    NO: frozenset({INVITED}),
}
_STANDING = frozenset({RECEIVED, READING, INVITED, WILL_APPLY, APPLIED, INTERVIEW, OFFER})
_SENT = frozenset({RECEIVED, READING, INVITED, APPLIED, INTERVIEW, OFFER})


def stands(state: str) -> bool:
    """Whether it is still being considered; only then is it shown to those it was sent to."""
    return state in _STANDING


def is_sent(state: str) -> bool:
    """Whether one has applied, and it stands."""
    return state in _SENT


def is_meeting(state: str) -> bool:
    """Whether one is to come and talk."""
    return state in (INVITED, INTERVIEW)


def may_move(where: str, by: str, before: str, after: str) -> bool:
    """Whether `by` (citizen or owner) may take it from one state to another; staying is fine."""
    return before == after or after in moves(where, by, before)


def moves(where: str, by: str, before: str) -> tuple[str, ...]:
    """The states that `by` may take it to, in their order."""
    possible = _owners(where, before) if by == OWNER else _citizens(where, before)
    return tuple(state for state in STATES[where] if state in possible and state != before)


def _owners(where: str, before: str) -> frozenset[str]:
    return _OWNERS.get(before, frozenset()) if where == HERE else frozenset()


def _citizens(where: str, before: str) -> frozenset[str]:
    if where == ELSEWHERE:
        return frozenset(STATES[ELSEWHERE])
    if before == WITHDRAWN:
        return frozenset({RECEIVED})
    return frozenset({WITHDRAWN}) if stands(before) else frozenset()


@dataclass(frozen=True)
class Terms:
    """How one applies to an item: where, until when (None is no limit), and at which address."""

    where: str = HERE
    deadline: datetime | None = None
    address: str = ""

    def is_open(self, now: datetime) -> bool:
        """Whether one can still apply."""
        return self.deadline is None or now <= self.deadline
