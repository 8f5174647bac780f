"""Folders of other releases' indices on this machine, and the removal of those out of use.

Whoever follows an index touches the file `used` in its folder, each hour.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cms.search.leftovers import Leftover, is_over

_OURS = re.compile(r"v\d+\.\d+-[0-9a-f]+")
_GOING = ".removed"
_MARK = "used"


def mark(folder: Path, now: datetime) -> None:
    """Says that a folder is used."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _MARK
    path.touch()
    os.utime(path, (now.timestamp(), now.timestamp()))


def clean(own: Path, now: datetime) -> list[Leftover]:
    """Removes the folders beside `own` that nobody has used for longer than the grace."""
    found = []
    for folder in _others(own):
        used_at = _used_at(folder, now)
        gone = is_over(used_at, now)
        if gone:
            _remove(folder)
        found.append(Leftover(folder.name, used_at, gone))
    for half_gone in own.parent.glob(f"*{_GOING}"):
        shutil.rmtree(half_gone, ignore_errors=True)
    return found


def _others(own: Path) -> Iterator[Path]:
    for path in sorted(own.parent.iterdir()):
        if path != own and path.is_dir() and _OURS.fullmatch(path.name):
            yield path


def _used_at(folder: Path, now: datetime) -> datetime:
    """When a folder was marked. One that never was, counts as used now: the grace begins."""
    try:
        return datetime.fromtimestamp((folder / _MARK).stat().st_mtime, UTC)
    except FileNotFoundError:
        mark(folder, now)
        return now


def _remove(folder: Path) -> None:
    """In one step for whoever may still come to it: it finds no index, and builds one."""
    going = folder.with_name(f"{folder.name}{_GOING}")
    shutil.rmtree(going, ignore_errors=True)
    try:
        folder.rename(going)
    except FileNotFoundError:
        return  # another process was quicker
    shutil.rmtree(going, ignore_errors=True)
