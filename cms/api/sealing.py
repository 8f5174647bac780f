"""Answers as they lie where others might write: found, and believed, by this release only.

The name under which an answer lies, and the seal on it, are made with the installation's secret
and the release's word. So nothing that was asked can be read from a name; garbage, another
release's form and what somebody else put there are no answers; and none is taken for another.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable
from hashlib import blake2b
from hmac import compare_digest

PREFIX = b"jobunivers:answer:"
# Bytes: pressing a small one costs more than it saves; a large one would push out many others.
PRESSED_FROM, LARGEST, LARGEST_PRESSED = 2_048, 4 * 2**20, 512 * 2**10
FAST = 1
SEAL = 16
PLAIN, PRESSED = b"0", b"1"


class Seal:
    """Gives names, seals answers and opens them again."""

    def __init__(self, secret: str, version: str) -> None:
        """The installation's secret, and the release's word."""
        key = blake2b(secret.encode(), person=b"answers").digest()
        self._key = blake2b(version.encode(), key=key, digest_size=32).digest()

    def name(self, key: Hashable) -> bytes:
        """Where an answer lies; the key is of plain values, so that its `repr` says it all."""
        digest = blake2b(repr(key).encode(), key=self._key, digest_size=20, person=b"name")
        return PREFIX + digest.hexdigest().encode()

    def sealed(self, name: bytes, body: bytes) -> bytes | None:
        """The answer as it is left there; None for one that is too large."""
        if len(body) > LARGEST:
            return None
        said = PLAIN + body
        if len(body) >= PRESSED_FROM:
            said = min(said, PRESSED + zlib.compress(body, FAST), key=len)
        return self._seal_of(name, said) + said if len(said) <= LARGEST_PRESSED else None

    def opened(self, name: bytes, value: object) -> bytes | None:
        """The answer; None for anything that `sealed` didn't make for this name."""
        if not isinstance(value, bytes) or len(value) <= SEAL:
            return None
        said = value[SEAL:]
        if not compare_digest(value[:SEAL], self._seal_of(name, said)):
            return None
        return said[1:] if said[:1] == PLAIN else zlib.decompressobj().decompress(said[1:], LARGEST)

    def _seal_of(self, name: bytes, said: bytes) -> bytes:
        return blake2b(name + said, key=self._key, digest_size=SEAL, person=b"seal").digest()
