"""Reads from the environment which Redis there is."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("redis://", "rediss://", "unix://")


def redis_from(environment: Mapping[str, str]) -> str:
    """The address; "" without one. Raises ImproperlyConfigured for what is no address."""
    address = environment.get("REDIS_URL", "").strip()
    if address and not address.startswith(SCHEMES):
        # The address isn't repeated: it may hold a password.
        raise ImproperlyConfigured(
            f"REDIS_URL must begin with {', '.join(SCHEMES)}: redis://host:6379/0, say. "
            "Leave it unset to do without Redis."
        )
    return address
