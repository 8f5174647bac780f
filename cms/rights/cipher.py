"""Sealing civil numbers, and fingerprints by which they are found: keyed, and keys can change."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12
WAY_OUT = (
    "Write CIVIL_NUMBER_KEYS as name:key, the newest first, separated by commas. Make a key with "
    "`manage.py rotate_civil_number_keys --new-key`."
)


class BrokenSeal(ValueError):
    """A sealed number doesn't open: the wrong key, another citizen's row, or changed bytes."""


@dataclass(frozen=True, repr=False)
class Key:
    """One key by its name; what seals and what finds are derived from it, each its own."""

    name: str
    secret: bytes

    def seal(self, text: str, bound_to: str) -> bytes:
        """Encrypt, so that it opens only for what it is bound to."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._derived("seal")).encrypt(
            nonce, text.encode(), bound_to.encode()
        )

    def open(self, sealed: bytes, bound_to: str) -> str:
        """The text again. Raises BrokenSeal."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            opened = AESGCM(self._derived("seal")).decrypt(nonce, rest, bound_to.encode())
        except InvalidTag as error:
            raise BrokenSeal(f"key {self.name} does not open this") from error
        return opened.decode()

    def fingerprint(self, text: str) -> str:
        """The same text gives the same fingerprint, to whoever has the key."""
        return hmac.new(self._derived("lookup"), text.encode(), sha256).hexdigest()

    def _derived(self, use: str) -> bytes:
        info = f"civil number {use}".encode()
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(self.secret)


def keys() -> dict[str, Key]:
    """The keys by name, the one in use first. Raises ImproperlyConfigured."""
    found = {}
    for part in filter(None, str(settings.CIVIL_NUMBER_KEYS).split(",")):
        name, _colon, text = part.strip().partition(":")
        found[name] = Key(name, _secret(name, text))
    if not found:
        raise ImproperlyConfigured(f"There is no key for civil numbers. {WAY_OUT}")
    return found


def current_key() -> Key:
    """The key that new numbers are sealed with. Raises ImproperlyConfigured."""
    return next(iter(keys().values()))


def new_key_text() -> str:
    """A new random key, as it is written in the settings."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _secret(name: str, text: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(text)
    except binascii.Error as error:
        raise ImproperlyConfigured(f"The key {name!r} can't be read. {WAY_OUT}") from error
    if not 1 <= len(name) <= 20 or len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(f"The key {name!r} is not {KEY_BYTES} bytes. {WAY_OUT}")
    return secret
