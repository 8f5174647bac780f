"""Who we are to the vendors' systems that citizens are signed in to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def launching_from(
    environment: Mapping[str, str], kind: str, host: str, local: str, folder: Path
) -> tuple[str, str]:
    """The address that vendors know us by, and the file of keys that we sign with.

    In production that is the common front's `host`, and the file is named or there is none;
    elsewhere the `local` address, and a file in the runtime's `folder`. `manage.py launch_key`
    makes a key; the file holds them all.
    """
    is_production = kind == "production"
    issuer = f"https://{host}" if is_production else local
    keys = "" if is_production else str(folder / "launch-keys.json")
    return environment.get("LAUNCH_ISSUER") or issuer, environment.get("LAUNCH_KEYS_FILE") or keys
