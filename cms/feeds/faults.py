"""Why an answer as a whole can't be used."""

from __future__ import annotations


class FeedFault(Exception):
    """Nothing can be taken in now. The message says why, `way_out` what somebody can do."""

    def __init__(self, reason: str, way_out: str = "") -> None:
        """Keep both halves, in the reader's language."""
        super().__init__(reason)
        self.reason, self.way_out = reason, way_out
