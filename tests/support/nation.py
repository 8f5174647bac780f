"""The demo nation as tests meet it: loaded once, kept by the fingerprint of what it is made of."""

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.demo import SEARCHED, STEPS
from scripts.steps import ROOT, fingerprint
from tests.support.database import database_file, on_file

KEPT = ROOT / ".runtime" / "tests" / "nations"
MADE_OF = ("cms/library/**/*.py", "cms/staff/**/*.py", *SEARCHED)


@pytest.fixture(scope="session")
def kept_nation() -> Path:
    """The loaded nation's folder: database, search index, media. Copy it; do not change it."""
    return kept_folder()


@cache
def kept_folder() -> Path:
    """The folder of the nation as it would be loaded now; loaded where it isn't kept."""
    folder = KEPT / fingerprint("tests/support/nation.py", "scripts/preparing.py", *MADE_OF)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(folder)
    return folder


def build(folder: Path) -> None:
    """Load the nation beside its place and move it there when it is whole."""
    unfinished = KEPT / "unfinished"
    for old in KEPT.iterdir():
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    unfinished.mkdir()
    run(unfinished, "-m", "scripts.preparing", *(f"{step}=tests" for step in STEPS))
    unfinished.rename(folder)


def run(runtime: Path, *arguments: str) -> str:
    """Run Python on the data in a runtime folder; return what it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "CMS_ENVIRONMENT": "demo",
            # The tests' own settings would put the data somewhere else.
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "RUNTIME_DIR": str(runtime),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"python {' '.join(arguments)} failed:\n{done.stdout}", pytrace=False)
    return done.stdout


@cache
def nation_file() -> Path:
    """This process' own copy of the nation's database; what a test does to it is taken back."""
    own = database_file().with_name("nation.sqlite3")
    shutil.copyfile(kept_folder() / "database.sqlite3", own)
    return own


@pytest.fixture
@on_file(nation_file)
def nation(db: None, kept_nation: Path, settings: Any, tmp_path: Path) -> Path:
    """The nation's rows in this test's own transaction, its search index in a folder."""
    shutil.copytree(kept_nation, tmp_path / "nation", ignore=shutil.ignore_patterns("*.sqlite3*"))
    settings.SEARCH_INDEX_DIR = tmp_path / "nation" / "search"
    settings.MEDIA_ROOT = tmp_path / "nation" / "media"
    return tmp_path / "nation"
