"""One engine on its way through the changes, at its own pace."""

from __future__ import annotations

import logging
import time

from cms.search import outbox
from cms.search.engine import Engine, Position, Progress, no_progress
from cms.search.errors import EngineAway, IndexUnusable
from cms.search.guard import Guard
from cms.search.source import LibrarySource

MOST_BATCHES_AT_ONCE = 5
_log = logging.getLogger(__name__)


class Following:
    """An engine, how far it is known to have come, and whether it can be asked."""

    def __init__(self, name: str, engine: Engine, believed_seconds: float = 0.0) -> None:
        """An engine that was up to date is believed to be where it was for `believed_seconds`."""
        self.name = name
        self.engine = engine
        self.guard = Guard(name)
        self._believed_seconds = believed_seconds
        self._seen: Position | None = None
        self._seen_at = 0.0

    def catch_up(self, wait_seconds: float | None = None) -> None:
        """Applies pending changes, a bounded number at once; rebuilds when following can't do.

        Raises `WriterBusy` when another process is at it, and `EngineAway` for a server that
        gives no answer; one that failed lately is left alone.
        """
        if not self.guard.may_try():
            return
        try:
            self._catch_up(wait_seconds)
        except EngineAway as reason:
            self.lost(reason)
            raise

    def lost(self, reason: Exception) -> None:
        """The engine failed: nothing is believed of it any more."""
        self._seen = None
        self.guard.lost(reason)

    def rebuild(self, progress: Progress = no_progress) -> int:
        """Builds the index anew beside the live one; gives the number of documents."""
        # The position is taken first: what changes meanwhile is applied once more, not missed.
        position = outbox.newest_position()
        count = self.engine.rebuild(LibrarySource().all(), position, progress)
        self._seen = None
        return count

    def is_behind(self) -> bool:
        """Whether the index is at another place than the newest change: a cheap look.

        Raises `IndexUnusable` when the index is not what it should be.
        """
        newest = outbox.newest_position()
        is_well = time.monotonic() < self._seen_at + self._believed_seconds
        if is_well and self._seen is not None:
            # Another process may have been quicker.
            self._seen = self._seen if self._seen == newest else self.engine.glance()
        else:
            self._seen, self._seen_at = self.engine.position(), time.monotonic()
        return self._seen != newest

    def _catch_up(self, wait_seconds: float | None) -> None:
        try:
            is_done = not self.is_behind() or self._follow(wait_seconds)
        except IndexUnusable as reason:
            _log.warning("Rebuilding the search index of %s. %s", self.name, reason)
            self.rebuild()
            is_done = True
        if is_done:
            self.guard.regained()

    def _follow(self, wait_seconds: float | None) -> bool:
        """Applies some batches; tells whether those were all."""
        source = LibrarySource()
        for _ in range(MOST_BATCHES_AT_ONCE):
            reached = outbox.follow(self.engine, source, wait_seconds)
            if reached is None:
                return True
            self._seen = reached
            if reached == outbox.newest_position():
                return True
        return False
