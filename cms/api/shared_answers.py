"""Kept answers that processes and machines make for one another, in the Redis of the settings.

A second level below `kept_answers`, under the same keys. The words in a key are random and made
by the database at each change, and a restored backup gets new ones, so a key stands for one
content of one database; and an answer is left only when the word was still the same after it was
made. What is changed is therefore never asked for again, and lies for two minutes at most.

Left are answers that many may get: anybody's, and those of citizens whom only rules and what they
answered set apart. What one citizen's own plan or follows have put in order stays in the process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.conf import settings
from prometheus_client import Counter

from cms.api.sealing import Seal
from cms.api.version import version
from cms.library.content import CONTENT
from cms.personalisation.effects import effects_for
from cms.personalisation.kept_standings import stamps_of
from cms.personalisation.viewer import Viewer
from cms.shared.store import Away, Store, shared_store
from cms.stamps.services import words_now

# Seconds. A key holds its minute; the rest is for clocks that differ.
KEPT = 120
# Who makes an answer says so for that long; who waits for it looks so often, and gives up.
CLAIMED, PATIENCE, BETWEEN_LOOKS = 2.0, 0.2, 0.004
COMMON = ("rule:", "choice:")
CLAIM = b":made"

OUTCOMES = Counter("cms_shared_answers", "GraphQL answers looked for in Redis", ["outcome"])
Make = Callable[[], bytes | None]


class SharedAnswers:
    """Finds what others made, and leaves what was made here; each is made by one, if that can be.

    Whatever is wrong with Redis, an answer is made as if there were none.
    """

    def __init__(self, store: Store, seal: Seal, patience: float = PATIENCE) -> None:
        """`patience` is how many seconds another process is waited for."""
        self._store, self._seal, self._patience = store, seal, patience

    def found_or_made(
        self, key: Hashable, make: Make, still_holds: Callable[[], bool]
    ) -> bytes | None:
        """What another process made, or what `make` gives.

        `make` may give None for what must not be kept, and whatever it raises is raised.
        `still_holds` tells, once it is made, whether what the key stands for is unchanged.
        """
        name = self._seal.name(key)
        try:
            found = self._found(name)
            is_ours = False
            if found is None:
                is_ours, found = self._claimed(name)
            if found is None and not is_ours:
                found = self._awaited(name)
        except Away:
            return counted("alone", make())
        if found is not None:
            return counted("found", found)
        return counted("made", self._made(name, make, still_holds, is_ours=is_ours))

    def _found(self, name: bytes) -> bytes | None:
        return self._opened(name, self._store.ask(lambda client: client.get(name)))

    def _opened(self, name: bytes, value: object) -> bytes | None:
        found = self._seal.opened(name, value)
        if found is None and value is not None:
            OUTCOMES.labels("unreadable").inc()
        return found

    def _claimed(self, name: bytes) -> tuple[bool, bytes | None]:
        """Whether it is for us to make it; others know, until it is there or we have died.

        Looked for once more: who made it may have let go between the look and the claim.
        """

        def send(client: Any) -> tuple[object, object]:
            with client.pipeline(transaction=False) as several:
                several.set(name + CLAIM, b"", px=int(CLAIMED * 1000), nx=True)
                several.get(name)
                claimed, value = several.execute()
            return claimed, value

        claimed, value = self._store.ask(send)
        return claimed is True, self._opened(name, value) if value is not None else None

    def _awaited(self, name: bytes) -> bytes | None:
        """What another process is making; None where it gives up, or takes too long."""

        def look(client: Any) -> tuple[object, object]:
            value, claim = client.mget(name, name + CLAIM)
            return value, claim

        ends = time.monotonic() + self._patience
        while time.monotonic() < ends:
            time.sleep(BETWEEN_LOOKS)
            value, claim = self._store.ask(look)
            if value is not None or claim is None:
                return self._opened(name, value)
        OUTCOMES.labels("not awaited").inc()
        return None

    def _made(
        self, name: bytes, make: Make, still_holds: Callable[[], bool], *, is_ours: bool
    ) -> bytes | None:
        body = None
        try:
            body = make()
            return body
        finally:
            kept = body if body is not None and still_holds() else None
            self._leave(name, kept, is_ours=is_ours)

    def _leave(self, name: bytes, body: bytes | None, *, is_ours: bool) -> None:
        """Leave an answer for the others, and let go of the claim; in one message."""
        value = None if body is None else self._seal.sealed(name, body)
        if body is not None and value is None:
            OUTCOMES.labels("too large").inc()

        def send(client: Any) -> None:
            with client.pipeline(transaction=False) as several:
                if value is not None:
                    several.set(name, value, ex=KEPT)
                if is_ours:
                    several.delete(name + CLAIM)
                several.execute()

        try:
            self._store.ask(send)
        except Away:
            # It is made; only the others have to make it too.
            OUTCOMES.labels("not left").inc()


def counted(outcome: str, body: bytes | None) -> bytes | None:
    """Count, for operators, how it went."""
    OUTCOMES.labels(outcome).inc()
    return body


def with_others(key: Hashable, viewer: Viewer, make: Make) -> bytes | None:
    """What another process made of the same question, or what `make` gives."""
    store = shared_store()
    if store is None or not may_be_shared(viewer):
        return make()
    content = stamps_of(viewer).content
    shared = SharedAnswers(store, seal(settings.SECRET_KEY))
    return shared.found_or_made(key, make, lambda: words_now(CONTENT) == (content,))


def may_be_shared(viewer: Viewer) -> bool:
    """Whether many may stand where the viewer stands, and the database has its words."""
    stamps = stamps_of(viewer)
    has_words = bool(stamps.content and stamps.rules)
    return has_words and all(effect.reason_key.startswith(COMMON) for effect in effects_for(viewer))


@lru_cache(maxsize=4)
def seal(secret: str) -> Seal:
    """The seal of this installation and release."""
    return Seal(secret, version())
