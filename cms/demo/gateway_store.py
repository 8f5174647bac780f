"""What the stand-ins for gateways have accepted: one file each, whole or not there at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

PLAIN = re.compile(r"[^A-Za-z0-9@._-]")


class Store:
    """A folder of messages by name; what is in it survives the process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, name: str, content: bytes) -> int:
        """Keep one more message under the name, safe on the disk; gives how many there are."""
        number = len(self.all(name)) + 1
        target = self.folder / f"{self._plain(name)}.{number}"
        unfinished = target.with_suffix(".unfinished")
        with unfinished.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.replace(target)
        return number

    def has(self, name: str) -> bool:
        """Whether there is one by that name."""
        return bool(self.all(name))

    def all(self, name: str) -> list[Path]:
        """Every message by that name; more than one means that it was sent twice."""
        found = self.folder.glob(f"{self._plain(name)}.*")
        return sorted(path for path in found if path.suffix != ".unfinished")

    def _plain(self, name: str) -> str:
        return PLAIN.sub("_", name)
