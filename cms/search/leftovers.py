"""Indices that nobody uses any more: those of older releases, and builds that never went live."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cms.search.errors import SearchError

# A release that is rolled back within a day finds its index where it left it.
GRACE = timedelta(days=1)
# How often a process says that it uses its index; well within the grace.
MARK_SECONDS = 3600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Leftover:
    """An index beside the one in use: its name, when it last was used, and whether it is gone."""

    name: str
    used_at: datetime
    is_removed: bool


def is_over(used_at: datetime, now: datetime) -> bool:
    """Whether nobody has used it for longer than the grace."""
    return now - used_at > GRACE


class Tidying:
    """Cleans now and then. A failure is only told: what is left over harms nobody until then."""

    def __init__(self, clean: Callable[[], object]) -> None:
        """`clean` marks what is in use and removes what isn't."""
        self._clean = clean
        self._due_at = 0.0

    def when_due(self) -> None:
        """Clean, unless that was done within the hour."""
        if time.monotonic() >= self._due_at:
            self.now()

    def now(self) -> None:
        """Clean."""
        self._due_at = time.monotonic() + MARK_SECONDS
        try:
            self._clean()
        except (SearchError, OSError):
            _log.exception("Old search indices could not be removed; trying again in an hour.")
