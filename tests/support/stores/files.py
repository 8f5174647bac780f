"""SQLite's databases, which are files."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from scripts.steps import ROOT

KEPT = ROOT / ".runtime" / "tests"
# What SQLite keeps beside a database that is open.
BESIDE = ("wal", "shm", "journal")


class FileStore:
    """A place is a file's path."""

    vendor = "sqlite"

    def kept(self, name: str) -> str:
        """Below the checkout's runtime folder."""
        KEPT.mkdir(parents=True, exist_ok=True)
        return str(KEPT / f"{name}.sqlite3")

    def own(self, name: str) -> str:
        """In the process' own runtime folder, which tests.settings makes and removes."""
        return str(Path(os.environ["RUNTIME_DIR"]) / f"{name}.sqlite3")

    def exists(self, place: str) -> bool:
        """Whether there is such a file."""
        return Path(place).exists()

    def create(self, place: str) -> None:
        """Nothing: SQLite makes the file when it is first opened."""

    def copy(self, source: str, target: str) -> None:
        """Copy the file, to a new one.

        A thread of a server that a test had may hold the old one open, and what it has yet to
        write must not get into this one.
        """
        for old in (target, *(f"{target}-{beside}" for beside in BESIDE)):
            Path(old).unlink(missing_ok=True)
        shutil.copyfile(source, target)

    def move(self, source: str, target: str) -> None:
        """Write it anew, so that nothing of it stays in files beside it."""
        with closing(sqlite3.connect(source)) as database:
            database.execute("VACUUM INTO ?", [target])
        self._remove(Path(source).parent, Path(source).stem)

    def remove_kept(self, beginning: str) -> None:
        """Remove files, those beside them too."""
        self._remove(KEPT, beginning)

    def address(self, place: str) -> str:
        """The path as a URL."""
        return f"sqlite:///{place}"

    @staticmethod
    def _remove(folder: Path, beginning: str) -> None:
        for old in folder.glob(f"{beginning}*.sqlite3*"):
            old.unlink(missing_ok=True)
