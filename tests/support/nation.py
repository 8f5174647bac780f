"""The demo nation as tests meet it: loaded once, kept by the fingerprint of what it is made of."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.demo import SEARCHED, STEPS
from scripts.steps import ROOT, fingerprint
from tests.support.database import database_file

KEPT = ROOT / ".runtime" / "tests" / "nations"
MADE_OF = ("cms/library/**/*.py", "cms/staff/**/*.py", *SEARCHED)


@pytest.fixture(scope="session")
def kept_nation() -> Path:
    """The loaded nation's folder: database, search index, media. Copy it; do not change it."""
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


@pytest.fixture
def nation(db: None, kept_nation: Path, settings: Any, tmp_path: Path) -> Path:
    """The nation's rows in this test's own transaction, its search index in a folder."""
    copy_rows(kept_nation / "database.sqlite3")
    shutil.copytree(kept_nation, tmp_path / "nation", ignore=shutil.ignore_patterns("*.sqlite3*"))
    settings.SEARCH_INDEX_DIR = tmp_path / "nation" / "search"
    settings.MEDIA_ROOT = tmp_path / "nation" / "media"
    return tmp_path / "nation"


def copy_rows(source: Path) -> None:
    """Replace every table's rows by the source's. SQLite checks the keys when the test ends."""
    from django.db import connection

    tables = [
        table
        for table in connection.introspection.table_names()
        if "fts" not in table and table != "django_migrations"
    ]
    with connection.cursor() as cursor:
        attach(cursor, source)
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            name = connection.ops.quote_name(table)
            columns = ", ".join(
                connection.ops.quote_name(column.name)
                for column in connection.introspection.get_table_description(cursor, table)
            )
            cursor.execute(f"DELETE FROM main.{name}")  # noqa: S608
            rows = f"SELECT {columns} FROM nation.{name}"  # noqa: S608
            cursor.execute(f"INSERT INTO main.{name} ({columns}) {rows}")
    forget_cached_rows()


def attach(cursor: Any, source: Path) -> None:
    """Attach the source once per connection: inside a transaction it can't be let go again."""
    cursor.execute("PRAGMA database_list")
    if "nation" not in {name for _number, name, _file in cursor.fetchall()}:
        # An immediate transaction locks every attached file, so each process has its own copy.
        own = database_file().with_name("nation.sqlite3")
        shutil.copyfile(source, own)
        cursor.execute("ATTACH DATABASE %s AS nation", [str(own)])


def forget_cached_rows() -> None:
    """Drop what Django and Wagtail remember of the rows that were there before."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Site

    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
