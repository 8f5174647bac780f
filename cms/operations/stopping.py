"""Whether this server is about to stop: marked by who watches the workers, read by all of them.

The mark lies in memory that processes share when the one is forked from the other.
"""

from __future__ import annotations

import mmap

_mark = mmap.mmap(-1, 1)


def announce() -> None:
    """From now on `/sundhed/ready` says no, in every worker, while requests are still answered."""
    _mark[0] = 1


def is_announced() -> bool:
    """Whether the server has been told to stop."""
    return _mark[0] == 1
