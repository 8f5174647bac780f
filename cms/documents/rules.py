"""How much a citizen can keep, and what a paper is called: decisions without a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from cms.shared.files import MEGABYTE

MOST_DOCUMENTS, MOST_BYTES = 40, 50 * MEGABYTE
LONGEST_NAME = 120


@dataclass(frozen=True)
class Usage:
    """What a citizen keeps: how many papers, and how many bytes."""

    count: int = 0
    size: int = 0

    @property
    def megabytes(self) -> int:
        """Rounded up, so that something is never nothing."""
        return -(-self.size // MEGABYTE)

    @property
    def most_megabytes(self) -> int:
        """How much there is room for in all."""
        return MOST_BYTES // MEGABYTE

    @property
    def has_room(self) -> bool:
        """Whether anything more can be kept."""
        return self.count < MOST_DOCUMENTS and self.size < MOST_BYTES

    def fits(self, size: int) -> bool:
        """Whether one more of that size can be kept."""
        return self.count < MOST_DOCUMENTS and self.size + size <= MOST_BYTES


def name_for(said: str, file_name: str) -> str:
    """What a paper is called: what was said, or the file's name without ending; one line."""
    words = " ".join(said.split()) or " ".join(PurePath(file_name).stem.split())
    return "".join(letter for letter in words if letter.isprintable())[:LONGEST_NAME].strip()
