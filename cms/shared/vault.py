"""Seals what a citizen writes and sends for few eyes: opened with the keys of the settings only."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def sealed(content: bytes) -> bytes:
    """The content, unreadable without a key; nothing stays nothing. Raises ImproperlyConfigured."""
    return _keys().encrypt(content) if content else b""


def opened(content: bytes | memoryview) -> bytes:
    """What was sealed, with any of the keys. Raises InvalidToken."""
    kept = bytes(content)
    return _keys().decrypt(kept) if kept else b""


def sealed_anew(content: bytes | memoryview) -> bytes:
    """What was sealed with any of the keys, now with the newest. Raises InvalidToken."""
    kept = bytes(content)
    return _keys().rotate(kept) if kept else b""


def _keys() -> MultiFernet:
    """The newest first: it seals, all open."""
    found = [one.strip() for one in str(settings.PRIVATE_KEYS).split(",") if one.strip()]
    if not found:
        raise ImproperlyConfigured(
            "There is no key for what citizens write and send. Write PRIVATE_KEYS, the newest "
            "first, separated by commas. Make one with `python -c 'from cryptography.fernet "
            "import Fernet; print(Fernet.generate_key().decode())'`."
        )
    return MultiFernet([Fernet(one) for one in found])
