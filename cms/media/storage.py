"""Where uploads are put: below an address that nobody can guess."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage

BYTES = 12


class UnguessableStorage(FileSystemStorage):
    """Files on disk, each in a folder of its own with a drawn name (96 bits).

    Pictures and films are fetched without asking who fetches, so that they can be cached; a
    draft's picture is kept by its address alone, which only pages that show it tell.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """`videos/ansoegning.mp4` becomes `videos/<drawn>/ansoegning.mp4`."""
        path = PurePosixPath(name)
        drawn = path.parent / secrets.token_urlsafe(BYTES) / path.name
        return super().get_available_name(str(drawn), max_length)
