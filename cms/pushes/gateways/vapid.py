"""The pair of keys that our notes to browsers are signed with (RFC 8292), made and read."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

BYTES = 32


def new_key() -> str:
    """A new private key: 32 bytes in URL-safe base64."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _written(number.to_bytes(BYTES, "big"))


def public_half(private_key: str) -> str:
    """The public key as browsers want it. Raises ValueError for what is no key."""
    raw = base64.urlsafe_b64decode(private_key + "=" * (-len(private_key) % 4))
    if len(raw) != BYTES:
        raise ValueError("A VAPID key is 32 bytes in URL-safe base64: make one with web_push_key.")
    key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _written(point)


def kept_key(file: Path) -> str:
    """The key in a file, made when there is none: for the demo, where nobody sets one."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        key = new_key()
        opened.write(key)
    return key


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
