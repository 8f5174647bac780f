"""The test database: migrated once, then copied, since migrating takes longer than most tests."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pytest

from scripts.demo import TABLES
from scripts.steps import ROOT, fingerprint
from tests.support.stores import store

Fixture = TypeVar("Fixture", bound=Callable[..., object])
LOCKS = ROOT / ".runtime" / "tests"


@cache
def migrated() -> str:
    """The place of a migrated, otherwise empty database; migrated where none is kept."""
    kept = store().kept(f"migrated-{fingerprint(*TABLES)}")
    with alone("migrating"):
        if not store().exists(kept):
            migrate(kept)
    return kept


def migrate(kept: str) -> None:
    """Make every table in a database of its own and move it to its place when it is whole."""
    store().remove_kept("migrated-")
    store().remove_kept("unfinished")
    unfinished = store().kept("unfinished")
    store().create(unfinished)
    managed({"DATABASE_URL": store().address(unfinished)}, "manage.py", "migrate", "--verbosity=0")
    store().move(unfinished, kept)


@contextmanager
def alone(what: str) -> Iterator[None]:
    """One process at a time does this."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    with (LOCKS / f"{what}-{store().vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def managed(environment: Mapping[str, str], *arguments: str) -> str:
    """Run Python as an operator would; return what it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        # The tests' own settings would put the data somewhere else.
        env=os.environ
        | {"CMS_ENVIRONMENT": "demo", "DJANGO_SETTINGS_MODULE": "cms.settings"}
        | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"python {' '.join(arguments)} failed:\n{done.stdout}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start from the migrated copy. Every process has a database of its own."""
    from django.conf import settings

    store().copy(migrated(), empty())
    settings.DATABASES["default"]["TEST"]["NAME"] = empty()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keep the copy; the process removes it at its end."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Set up as pytest-django does."""
    wanted.blocker = django_db_blocker
    with django_db_blocker.unblock():
        read_from(wanted.place())


def empty() -> str:
    """The place of this process' database, with nothing in it but what migrations make."""
    return store().own("test")


@dataclass
class Wanted:
    """Which database the next test is to be on; none can be opened before Django is set up."""

    place: Callable[[], str] = empty
    # Opens the database outside of tests, once there is one.
    blocker: Any = None
    # A test that commits leaves every table empty, also of what only migrations make.
    is_emptied: bool = False


wanted = Wanted()


def on(place: Callable[[], str]) -> Callable[[Fixture], Fixture]:
    """Mark a fixture: tests that use it are on this database, made when first asked for."""

    def mark(function: Fixture) -> Fixture:
        function.on_database = place  # type: ignore[attr-defined]
        return function

    return mark


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a test opens its transaction: let it be on the rows that its fixtures ask for."""
    definitions: dict[str, Any] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    functions = [found[-1].func for found in definitions.values()]
    places = [one.on_database for one in functions if hasattr(one, "on_database")]
    want(places[0] if places else empty)


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


def want(place: Callable[[], str]) -> None:
    """Let the next test be on this database."""
    wanted.place = place
    if wanted.blocker is None:
        return
    if wanted.is_emptied:
        fill_again()
    read_from(place())


def filled(name: str, fill: Callable[[], object]) -> str:
    """A database of this process' own, beside the empty one, with the rows that `fill` makes."""
    from django.db import transaction

    own = store().own(name)
    store().copy(migrated(), own)
    with wanted.blocker.unblock():
        read_from(own)
        with transaction.atomic():
            fill()
    return own


def fill_again() -> None:
    """Bring back the rows that migrations make."""
    from django.db import connection

    connection.close()
    store().copy(migrated(), empty())
    connection.settings_dict["NAME"] = ""
    wanted.is_emptied = False


def read_from(place: str) -> None:
    """Let the connection be to this database from now on."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Site

    if connection.settings_dict["NAME"] == place:
        return
    connection.close()
    connection.settings_dict["NAME"] = place
    # What Django and Wagtail remember is of the rows that were there before.
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
