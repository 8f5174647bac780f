"""A bell between those who write changes and the threads that follow them."""

from __future__ import annotations

import threading

_bell = threading.Condition()
_rings = 0


def wake() -> None:
    """Tells this process' followers that there is something to do."""
    global _rings  # noqa: PLW0603 - one bell a process is the point
    with _bell:
        _rings += 1
        _bell.notify_all()


def wait(seconds: float, heard: int) -> int:
    """Waits until somebody rings again, at most `seconds`.

    `heard` is how many rings the listener knows of; gives how many there were, so that each of
    several listeners hears every ring.
    """
    with _bell:
        _bell.wait_for(lambda: _rings != heard, seconds)
        return _rings
