"""A word for the code and declarations that answers are made by: another release, another word."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

SUFFIXES = frozenset({".py", ".yaml", ".mo"})
LIBRARIES = Path("requirements") / "production.txt"


@lru_cache(maxsize=1)
def version() -> str:
    """Worked out once a process, when it starts: later its files may be those of the next one."""
    digest = sha256()
    for path in files():
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    digest.update(f"{settings.MEDIA_URL} {settings.STATIC_URL} {settings.TIME_ZONE}".encode())
    return digest.hexdigest()[:16]


def files() -> list[Path]:
    """Everything that has a say in an answer, beside what is in the database."""
    root = Path(settings.BASE_DIR)
    folders = (root / "cms", root / "content_models", Path(settings.CONTENT_MODELS_DIR))
    found = {path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES}
    return sorted({*found, root / LIBRARIES})
