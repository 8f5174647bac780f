"""What was really watched: decisions without a database."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

# Whole seconds as [first, end) pairs, in order, without touching one another.
Ranges = Sequence[Sequence[int]]
# The player plays twice as fast at most; the slack is for a first message that comes late.
FASTEST, SLACK = 2, 20
MOST_RANGES, LONGEST = 1000, 24 * 60 * 60
# Nobody wants to go on in the first words or in the last.
_BEGINNING, _END = 3, 3


class Nonsense(ValueError):
    """No film can have been played like that; the text says why."""


def whole_seconds(ranges: Iterable[Sequence[float]], length: int) -> set[int]:
    """The seconds of a film of which more than half was played. Raises Nonsense.

    What lies beyond the film's length is left out.
    """
    found: set[int] = set()
    for number, (start, end) in enumerate(ranges):
        if number >= MOST_RANGES:
            raise Nonsense(f"more than {MOST_RANGES} ranges")
        if not (math.isfinite(start) and math.isfinite(end) and 0 <= start <= end):
            raise Nonsense(f"{start} to {end} is no range")
        if end - start >= 0.5:
            found.update(range(math.ceil(start - 0.5), min(math.floor(end + 0.5), length)))
    return found


def seconds_of(ranges: Ranges) -> set[int]:
    """Every second of the ranges."""
    return {second for first, end in ranges for second in range(first, end)}


def ranges_of(seconds: Iterable[int]) -> list[list[int]]:
    """The seconds as ranges."""
    made: list[list[int]] = []
    for second in sorted(seconds):
        if made and made[-1][1] == second:
            made[-1][1] = second + 1
        else:
            made.append([second, second + 1])
    return made


def accepted(before: set[int], played: set[int], since_start: float) -> set[int]:
    """What counts after a message: no more than can have been played since the beginning.

    `since_start` is in seconds. What doesn't fit now is left out, earliest seconds first taken; a
    player that tells everything each time is believed later.
    """
    most = SLACK + int(FASTEST * max(0.0, since_start))
    new = sorted(played - before)
    return before | set(new[: max(0, most - len(before))])


def share_of(seconds: set[int], length: int) -> int:
    """Per cent of a film that were played, rounded down."""
    return 100 * len(seconds) // length if length else 0


def position_of(seconds: float, length: int) -> float:
    """Where in the film, held within it. Raises Nonsense."""
    if not math.isfinite(seconds) or seconds < 0:
        raise Nonsense(f"{seconds} is no position")
    return min(seconds, float(length))


def goes_on_at(position: float, length: int) -> int:
    """The whole second to go on from; 0 where one begins anew."""
    return int(position) if _BEGINNING <= position <= length - _END else 0


def parse_ranges(written: str) -> list[tuple[float, float]]:
    """Read `0-12.5,30-41`. Raises Nonsense."""
    try:
        pairs = [one.split("-") for one in written.split(",") if one]
        return [(float(start), float(end)) for start, end in pairs]
    except ValueError as error:
        raise Nonsense(written[:80]) from error
