"""The test database: migrated once, then copied, since migrating takes longer than most tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.demo import TABLES
from scripts.steps import ROOT, fingerprint

KEPT = ROOT / ".runtime" / "tests"


@pytest.fixture(scope="session")
def migrated_template() -> Path:
    """The file that holds a migrated, otherwise empty database for the migrations of now."""
    return KEPT / f"migrated-{fingerprint(*TABLES)}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated_template: Path) -> None:
    """Start from the migrated copy where there is one. Every process has a file of its own."""
    if migrated_template.exists():
        shutil.copyfile(migrated_template, database_file())


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_template: Path) -> bool:
    """Keep the copied file; make a new one only where nothing was copied."""
    return migrated_template.exists()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, migrated_template: Path, django_db_blocker: Any
) -> Iterator[None]:
    """Set up as pytest-django does, then keep a migrated copy for the next run."""
    if not migrated_template.exists():
        with django_db_blocker.unblock():
            keep_copy(migrated_template)
    yield


def keep_copy(template: Path) -> None:
    """Write the whole database to the template's place in one go."""
    from django.db import connection

    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = KEPT / f"unfinished-{os.getpid()}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(template)


def database_file() -> Path:
    """The file of this process' test database."""
    from django.conf import settings

    return Path(settings.DATABASES["default"]["TEST"]["NAME"])
