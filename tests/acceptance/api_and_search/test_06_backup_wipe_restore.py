"""Backup, wipe, restore: the same portal, the same number of rows and hash per table.

Runs on the database that the run is on: SQLite, or PostgreSQL where DATABASE_URL names one. A
backup is made once, and taken in once, for all tests.
"""

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.api_and_search import backup_steps
from tests.support.database import migrated
from tests.support.nation import copied, copy_database, run
from tests.support.stores import store

pytestmark = pytest.mark.xdist_group("backup")


@dataclass(frozen=True)
class Kept:
    """The nation's data, with a backup of it beside it."""

    folder: Path
    said: dict[str, Any]

    @property
    def runtime(self) -> Path:
        """The data."""
        return self.folder / "runtime"

    @property
    def backup(self) -> str:
        """The file."""
        return str(self.folder / "backup.zip")


def step(runtime: Path, name: str, *files: str) -> dict[str, Any]:
    """Let an operator's process take a step on the data in a folder."""
    said = run(runtime, "-m", backup_steps.__name__, name, *files)
    found: dict[str, Any] = json.loads(said.rpartition(backup_steps.SAID)[2])
    return found


@pytest.fixture(scope="module")
def kept(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A copy of the nation, backed up."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(kept_nation, folder / "runtime")
    copied(folder / "runtime")
    return Kept(folder, step(folder / "runtime", "kept", str(folder / "backup.zip")))


@pytest.fixture(scope="module")
def restored(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is found where there was nothing but empty tables, after a restore."""
    wiped = tmp_path_factory.mktemp("wiped")
    copy_database(migrated(), wiped, store().own("wiped"))
    run(wiped, "manage.py", "restore", kept.backup)
    return step(wiped, "restored", str(wiped / "again.zip"))


def test_the_same_portal_and_the_same_figures(kept: Kept, restored: dict[str, Any]) -> None:
    first = kept.said["manifest"]
    assert restored["manifest"]["tables"] == first["tables"], "rows and hash of each table"
    assert restored["manifest"]["media"] == first["media"], "each upload, by hash"
    assert len(first["tables"]) > 100
    assert first["tables"]["library_item"]["rows"] > 300

    pages = restored["pages"]
    assert pages == kept.said["pages"]
    assert all(page[0] == 200 and len(page) > 1 for page in pages.values()), pages


def test_new_rows_get_numbers_of_their_own_and_logs_are_guarded_again(
    restored: dict[str, Any],
) -> None:
    assert restored["number"] > 0
    assert restored["guarded"]
    assert all(restored["guarded"].values()), restored["guarded"]


def test_neither_an_accident_nor_a_damaged_backup_touches_anything(kept: Kept) -> None:
    damaged = kept.folder / "damaged.zip"
    damage(Path(kept.backup), damaged)
    again = str(kept.folder / "again.zip")
    found = step(kept.runtime, "refused", kept.backup, str(damaged), again)
    assert "add --replace" in found["said"]["not empty"]
    assert "the table library_item isn't what was" in found["said"]["damaged"]
    assert found["manifest"] == kept.said["manifest"]


def test_what_is_here_is_replaced_on_purpose(kept: Kept) -> None:
    again = str(kept.folder / "again.zip")
    found = step(kept.runtime, "replaced", kept.backup, again)
    assert found["manifest"] == kept.said["manifest"]


def damage(backup: Path, damaged: Path) -> None:
    """A row of one table is missing."""
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "tables/library_item.jsonl":
                text = b"\n".join(text.split(b"\n")[:-2]) + b"\n"
            target.writestr(name, text)
