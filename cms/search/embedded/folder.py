"""Where builds of the index lie on disk, and who may write.

    <root>/<name of schema and settings>/
        current          the name of the live build; replaced in one step when a new one is ready
        write.lock       held while a process writes to the live build
        rebuild.lock     held while a process makes a new build
        build-…/         one build: tantivy's files, the words it learnt, how far it has come

A changed schema has a folder of its own, so an older process goes on with what it knows.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from cms.search.engine import Position
from cms.search.errors import IndexUnusable, WriterBusy

_POLL_SECONDS = 0.02
REBUILD = "Rebuild it with: manage.py search_index rebuild."


class Build:
    """One build of the index: a folder with tantivy's files and ours beside them."""

    def __init__(self, path: Path) -> None:
        """`path` is the build's own folder."""
        self.path = path

    @property
    def learnt(self) -> dict[str, str]:
        """The words, with their stems, that compounds may be made of; fixed with the build."""
        path = self.path / "learnt.json"
        words = _read_json(path)
        if not isinstance(words, dict):
            raise IndexUnusable(f"{path}: these are not words with stems. {REBUILD}")
        return {str(word): str(stem) for word, stem in words.items()}

    def write_learnt(self, words: dict[str, str]) -> None:
        """Fixes the words that compounds may be made of."""
        (self.path / "learnt.json").write_bytes(orjson.dumps(words))

    def position(self) -> Position | None:
        """How far the build has come, or None when nobody said."""
        path = self.path / "position.json"
        if not path.exists():
            return None
        known = _read_json(path)
        if not (isinstance(known, dict) and {"change", "made_at"} <= known.keys()):
            raise IndexUnusable(f"{path}: this is no position. {REBUILD}")
        return Position(int(known["change"]), str(known["made_at"]))

    def write_position(self, position: Position) -> None:
        """Remembers how far the build has come, in one step."""
        text = orjson.dumps({"change": position.change, "made_at": position.made_at})
        _write_whole(self.path / "position.json", text)


class IndexFolder:
    """All builds of one schema, and the locks around them."""

    def __init__(self, root: Path, name: str, wait_seconds: float = 10.0) -> None:
        """`wait_seconds` is how long a writer waits for another before giving up."""
        self.path = root / name
        self._wait_seconds = wait_seconds

    def current(self) -> Build:
        """The live build. Raises `IndexUnusable` when there is none."""
        name = self.current_name()
        if not name:
            raise IndexUnusable(f"{self.path}: there is no index yet. {REBUILD}")
        build = Build(self.path / name)
        if not build.path.is_dir():
            raise IndexUnusable(f"{build.path}: the index is gone. {REBUILD}")
        return build

    def current_name(self) -> str:
        """The live build's name, or "" before the first."""
        try:
            return (self.path / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise IndexUnusable(f"{self.path}/current: not readable. {REBUILD}") from error

    def new_build(self) -> Build:
        """An empty folder for a build that is not live yet."""
        path = self.path / f"build-{time.time_ns():x}-{os.getpid()}"
        path.mkdir(parents=True)
        return Build(path)

    def go_live(self, build: Build) -> None:
        """Makes `build` the live one, in one step, and removes those that were abandoned."""
        _write_whole(self.path / "current", build.path.name.encode("ascii"))
        for path in self.path.glob("build-*"):
            if path != build.path:
                # Readers that still have the old build open keep its files until they let go.
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def writing(self, wait_seconds: float | None = None) -> Iterator[None]:
        """Lets one process at a time write to the live build. Raises `WriterBusy`."""
        with self._locked("write.lock", wait_seconds):
            yield

    @contextmanager
    def rebuilding(self, wait_seconds: float | None = None) -> Iterator[None]:
        """Lets one process at a time make a new build. Raises `WriterBusy`."""
        with self._locked("rebuild.lock", wait_seconds):
            yield

    @contextmanager
    def _locked(self, name: str, wait_seconds: float | None) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        patience = self._wait_seconds if wait_seconds is None else wait_seconds
        with (self.path / name).open("a") as file:
            _lock(file.fileno(), self.path / name, patience)
            yield  # closing the file lets go of the lock, also when the process dies


def _lock(descriptor: int, path: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise WriterBusy(
                    f"{path}: another process has been writing for {patience:g} seconds. "
                    "Try again, or stop that process."
                ) from None
            time.sleep(_POLL_SECONDS)


def _read_json(path: Path) -> object:
    try:
        return orjson.loads(path.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError) as error:
        raise IndexUnusable(f"{path}: not readable ({error}). {REBUILD}") from error


def _write_whole(path: Path, text: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}-{time.time_ns():x}.part")
    part.write_bytes(text)
    part.replace(path)
