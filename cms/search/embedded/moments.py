"""Moments as whole numbers that put documents in order, so that the index itself can sort them.

The upper bits say when, the lower ones which item: those of one moment come in the order of
their item's number. A moment or number too great for its bits shares a number with others like
it; whoever sorts looks closer at equals (`cms.search.embedded.windows`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

_ITEM_BITS: Final = 21
_LAST_ITEM: Final = 2**_ITEM_BITS - 1
# Milliseconds since 1970, until the year 2109; the last number is for those without a moment.
_NEVER: Final = 2**42 - 1


def milliseconds(moment: datetime) -> int:
    """How a moment stands in the index."""
    return int(moment.timestamp() * 1000)


def soonest(moment: datetime | None, item_id: int) -> int:
    """Ascending, the earliest first; a document without a moment comes last."""
    if moment is None:
        return _numbered(_NEVER, item_id)
    when = milliseconds(moment)
    kept = min(max(when, 0), _NEVER - 1)
    return _numbered(kept, item_id if 0 < when < _NEVER - 1 else 0)


def newest(moment: datetime | None, item_id: int) -> int:
    """Ascending, the latest first; a document without a moment comes last."""
    if moment is None:
        return _numbered(_NEVER, item_id)
    when = milliseconds(moment)
    kept = min(max(when, 0), _NEVER - 1)
    return _numbered(_NEVER - 1 - kept, item_id if 0 < when < _NEVER - 1 else 0)


def _numbered(when: int, item_id: int) -> int:
    return when << _ITEM_BITS | min(max(item_id, 0), _LAST_ITEM)
