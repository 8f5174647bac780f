"""Named steps with their seconds, and fingerprints that tell when a step is due again."""

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = Path(os.environ.get("RUNTIME_DIR", ROOT / ".runtime"))
STAMPS = RUNTIME / "stamps"


def fingerprint(*patterns: str) -> str:
    """Return a digest of every file that one of the glob patterns names, below the project."""
    digest = hashlib.sha256()
    for path in sorted(files(patterns)):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def files(patterns: Iterable[str]) -> set[Path]:
    """Return the files that the patterns name, without what Python leaves behind."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return {path for path in found if path.is_file() and "__pycache__" not in path.parts}


def is_done(step: str, mark: str) -> bool:
    """Tell whether the step was last finished with this fingerprint."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == mark


def remember(step: str, mark: str) -> None:
    """Note that the step is finished for this fingerprint."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(mark)


@contextmanager
def shown(title: str) -> Iterator[None]:
    """Say that a step starts, and in how many seconds it was done."""
    start = time.monotonic()
    sys.stdout.write(f"  ..  {title}\n")
    sys.stdout.flush()
    yield
    sys.stdout.write(f"  ok  {title} ({time.monotonic() - start:.1f} s)\n")
    sys.stdout.flush()
