"""The order of a series, decided without a database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Where one stands among those that are shown here, from 1, and the keys beside it."""

    number: int
    count: int
    previous: int | None
    next: int | None


def position_of(key: int, members: Sequence[int]) -> Position | None:
    """Where an item stands; None where it isn't among them, or stands there alone."""
    if key not in members or len(members) < 2:
        return None
    at = members.index(key)
    before = members[at - 1] if at else None
    after = members[at + 1] if at + 1 < len(members) else None
    return Position(at + 1, len(members), before, after)


def next_to_do(members: Sequence[int], done: Collection[int]) -> int | None:
    """What comes after the last that is done, else the first that isn't; None when all are."""
    last = max((at for at, key in enumerate(members) if key in done), default=-1)
    left = [key for key in (*members[last + 1 :], *members) if key not in done]
    return left[0] if left else None


def moved(members: Sequence[int], key: int, by: int) -> list[int]:
    """The order with one moved so many places; it stops at the ends."""
    rest = [one for one in members if one != key]
    if len(rest) == len(members):
        return list(members)
    at = min(max(members.index(key) + by, 0), len(rest))
    return [*rest[:at], key, *rest[at:]]
