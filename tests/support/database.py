"""The test database: migrated once, then copied, since migrating takes longer than most tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from scripts.demo import TABLES
from scripts.steps import ROOT, fingerprint

Fixture = TypeVar("Fixture", bound=Callable[..., object])
KEPT = ROOT / ".runtime" / "tests"


@pytest.fixture(scope="session")
def migrated_template() -> Path:
    """The file that holds a migrated, otherwise empty database for the migrations of now."""
    return template()


@cache
def template() -> Path:
    """Where it is kept."""
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
    wanted.blocker = django_db_blocker
    with django_db_blocker.unblock():
        read_from(wanted.file())
    yield


def database_file() -> Path:
    """The file of this process' test database."""
    from django.conf import settings

    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


@dataclass
class Wanted:
    """Which file the next test is to be on; none can be opened before there is a database."""

    file: Callable[[], Path] = database_file
    # Opens the database outside of tests, once there is one.
    blocker: Any = None
    # A test that commits leaves every table empty, also of what only migrations make.
    is_emptied: bool = False


wanted = Wanted()


def on_file(file: Callable[[], Path]) -> Callable[[Fixture], Fixture]:
    """Mark a fixture: tests that use it are on this file, which is made when first asked for."""

    def mark(function: Fixture) -> Fixture:
        function.on_file = file  # type: ignore[attr-defined]
        return function

    return mark


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a test opens its transaction: let it be on the rows that its fixtures ask for."""
    definitions: dict[str, Any] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    functions = [found[-1].func for found in definitions.values()]
    files = [one.on_file for one in functions if hasattr(one, "on_file")]
    want(files[0] if files else database_file)


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """After a test that commits, the tables are empty."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        wanted.is_emptied = True
        with wanted.blocker.unblock():
            empty_logs()


def empty_logs() -> None:
    """The database refuses to empty the tables that are written once; the tests may."""
    from cms.rights.models import AppendOnly, KeptRecord, Wording, permitted

    first = (KeptRecord, *AppendOnly.__subclasses__())
    with permitted("a test is over", *first):
        for model in sorted(first, key=lambda one: one is Wording):
            model.objects.all().remove_lawfully()


def want(file: Callable[[], Path]) -> None:
    """Let the next test be on this file."""
    wanted.file = file
    if wanted.blocker is None:
        return
    if wanted.is_emptied:
        fill_again()
    read_from(file())


def filled(name: str, fill: Callable[[], object]) -> Path:
    """A file of this process' own, beside the empty one, with the rows that `fill` makes."""
    from django.db import transaction

    file = database_file().with_name(name)
    shutil.copyfile(template(), file)
    with wanted.blocker.unblock():
        read_from(file)
        with transaction.atomic():
            fill()
    return file


def fill_again() -> None:
    """Bring back the rows that migrations make."""
    from django.db import connection

    connection.close()
    shutil.copyfile(template(), database_file())
    connection.settings_dict["NAME"] = ""
    wanted.is_emptied = False


def read_from(file: Path) -> None:
    """Let the connection be to this file from now on."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Site

    if connection.settings_dict["NAME"] == str(file):
        return
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    # What Django and Wagtail remember is of the rows that were there before.
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def keep_copy(kept: Path) -> None:
    """Write the whole database to the template's place in one go."""
    from django.db import connection

    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = KEPT / f"unfinished-{os.getpid()}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(kept)
