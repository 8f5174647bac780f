"""The demo nation as tests meet it: loaded once, kept by the fingerprint of what it is made of."""

import shutil
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from scripts.demo import SEARCHED, STEPS
from scripts.steps import ROOT, fingerprint
from tests.support.database import alone, managed, migrated, on
from tests.support.stores import store

KEPT = ROOT / ".runtime" / "tests" / f"nations-{store().vendor}"
MADE_OF = ("cms/library/**/*.py", "cms/staff/**/*.py", *SEARCHED)
# In a folder of data: where its database is. On SQLite it lies in the folder itself.
ADDRESS = "database-address"


@pytest.fixture(scope="session")
def kept_nation() -> Path:
    """The loaded nation's folder: database, search index, media. Copy it; do not change it."""
    return kept_folder()


@cache
def kept_folder() -> Path:
    """The folder of the nation as it would be loaded now; loaded where it isn't kept."""
    folder = KEPT / fingerprint("tests/support/nation.py", "scripts/preparing.py", *MADE_OF)
    KEPT.mkdir(parents=True, exist_ok=True)
    with alone("nation"):
        if not folder.exists():
            build(folder)
    return folder


def build(folder: Path) -> None:
    """Load the nation beside its place and move it there when it is whole."""
    for old in KEPT.iterdir():
        shutil.rmtree(old, ignore_errors=True)
    unfinished = KEPT / "unfinished"
    unfinished.mkdir()
    copy_database(migrated(), unfinished, store().kept("nation"))
    run(unfinished, "-m", "scripts.preparing", *(f"{step}=tests" for step in STEPS))
    unfinished.rename(folder)


def copy_database(source: str, folder: Path, place: str) -> None:
    """Give a folder its database: a file in it, or a place on the server."""
    if store().vendor == "sqlite":
        shutil.copyfile(source, folder / "database.sqlite3")
    else:
        store().copy(source, place)
        (folder / ADDRESS).write_text(place)


def database_of(folder: Path) -> str:
    """The place of the database of a folder of data."""
    if store().vendor == "sqlite":
        return str(folder / "database.sqlite3")
    return (folder / ADDRESS).read_text()


def environment_of(folder: Path) -> dict[str, str]:
    """What a process that works on a folder of data is told."""
    address = store().address(database_of(folder))
    return {"RUNTIME_DIR": str(folder), "DATABASE_URL": address}


def copied(folder: Path) -> None:
    """A folder was copied: give it a database of its own too."""
    if store().vendor != "sqlite":
        own = store().own(f"data_{next(_numbers)}")
        copy_database(database_of(folder), folder, own)


_numbers = count()


def run(runtime: Path, *arguments: str) -> str:
    """Run Python on the data in a runtime folder; return what it said."""
    return managed(environment_of(runtime), *arguments)


@cache
def nation_database() -> str:
    """This process' own copy of the nation's database; what a test does to it is taken back."""
    own = store().own("nation")
    store().copy(database_of(kept_folder()), own)
    return own


@pytest.fixture
@on(nation_database)
def nation(db: None, kept_nation: Path, settings: Any, tmp_path: Path) -> Path:
    """The nation's rows in this test's own transaction, its search index in a folder."""
    shutil.copytree(kept_nation, tmp_path / "nation", ignore=shutil.ignore_patterns("*.sqlite3*"))
    settings.SEARCH_INDEX_DIR = tmp_path / "nation" / "search"
    settings.MEDIA_ROOT = tmp_path / "nation" / "media"
    return tmp_path / "nation"
