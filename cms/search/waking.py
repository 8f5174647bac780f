"""A bell between those who write changes and the thread that follows them."""

from __future__ import annotations

import threading

_bell = threading.Event()


def wake() -> None:
    """Tells this process' follower that there is something to do."""
    _bell.set()


def wait(seconds: float) -> None:
    """Waits until somebody rings, at most `seconds`."""
    _bell.wait(seconds)
    _bell.clear()
