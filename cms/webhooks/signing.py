"""The signature of a message, as Standard Webhooks 1.0 has it."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

BEGINNING = "whsec_"


def headers_of(secret: str, name: str, moment: int, body: bytes) -> dict[str, str]:
    """What goes with a body: its name, when it was sent (Unix seconds), and what proves both."""
    key = base64.b64decode(secret.removeprefix(BEGINNING))
    signed = f"{name}.{moment}.".encode() + body
    digest = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{digest}",
    }
