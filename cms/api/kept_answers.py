"""Answers that hold for everyone who stands alike, kept until something they say changes.

An answer is kept under all that it depends on: the operation and its variables, the municipality
and how it is addressed, the language, the reader's signature (see `Standing`), the words that
stand for content and rules, and the minute, since what a shelf shows may begin and end on time.
Nothing need be thrown away: what has changed is never asked for again.

Only what one statement answers from watched tables is kept, and never within a transaction.
Answers hold no person's data: fields about a citizen have no statement (`output.access`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Any

import orjson
from cachetools import LRUCache

from cms.api.reading import Reading
from cms.personalisation.effects import standing_of
from cms.personalisation.kept_standings import stamps_of
from cms.stamps.services import may_keep

BYTES = 32 * 2**20
# Beside its text, what an answer takes up: its key, and the entry.
OVERHEAD = 500
# A part of a key that is longer is kept as its hash, or keys would outgrow the answers.
LONGEST_PART = 1000


class KeptAnswers:
    """The answers of one process, the least used forgotten first; each is made by one thread."""

    def __init__(self, size: int = BYTES) -> None:
        """At most so many bytes."""
        self._kept: LRUCache[Hashable, bytes] = LRUCache(size, lambda body: len(body) + OVERHEAD)
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def find(self, key: Hashable) -> bytes | None:
        """What is kept under a key."""
        with self._lock:
            return self._kept.get(key)

    def found_or_made(self, key: Hashable, make: Callable[[], bytes | None]) -> bytes | None:
        """What is kept, or what `make` gives: whoever asks for the same meanwhile waits for it.

        `make` may give None for what must not be kept.
        """
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            try:
                found = self.find(key)
                return found if found is not None else self._put(key, make())
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _put(self, key: Hashable, body: bytes | None) -> bytes | None:
        if body is not None:
            with self._lock:
                self._kept[key] = body
        return body

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


def key_of(text: str, name: str | None, asked: bytes, reading: Reading) -> Hashable | None:
    """All that an answer depends on, variables as `spelt`; None where nothing may be kept."""
    if not may_keep():
        return None
    viewer = reading.viewer
    return (
        # As it is, whose hash Python remembers: most are short.
        text if len(text) <= LONGEST_PART else brief(text.encode()),
        name,
        asked,
        reading.municipality.pk,
        reading.prefix,
        reading.language,
        standing_of(viewer).signature,
        stamps_of(viewer).content,
        viewer.minute,
    )


def spelt(variables: Mapping[str, Any]) -> bytes:
    """Variables as a part of a key: their JSON, or what stands for it when it is long."""
    return brief(orjson.dumps(variables, option=orjson.OPT_SORT_KEYS))


def brief(part: bytes) -> bytes:
    """The part itself, or what stands for it when it is long."""
    return part if len(part) <= LONGEST_PART else sha256(part).digest()


kept_answers = KeptAnswers()
