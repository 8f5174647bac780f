"""A file of secret keys as JSON: the newest first, readable by its owner alone."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

PRIVATE = 0o600


def kept_keys(path: Path | None) -> list[Any]:
    """What the file holds; nothing where there is none yet."""
    if path is None or not path.exists():
        return []
    return list(json.loads(path.read_text("utf-8")))


def keep_keys(path: Path, several: Sequence[Any]) -> None:
    """Write them all; whoever reads meanwhile reads what was there before, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(unfinished, flags, PRIVATE), "w") as file:
        file.write(json.dumps(several, indent=2))
    unfinished.replace(path)


def name_of_next(known: int) -> str:
    """A name for one more key beside so many: the day, and which it is."""
    return f"{timezone.localdate().isoformat()}-{known + 1}"
