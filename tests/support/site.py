"""A running site: the portal and its identity provider on free ports, over the demo nation."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.servers import ServerFault, free_port, serving
from scripts.visits import MUNICIPALITIES, log_in, log_in_editor
from tests.support.nation import copied, environment_of, run


@dataclass(frozen=True)
class LiveSite:
    """Where the running site is, and the data behind it."""

    port: int
    runtime: Path

    def url(self, path: str = "/", municipality: str = "") -> str:
        """The address of a page, on a municipality's own host or on the shared one."""
        host = f"{municipality}.localhost" if municipality else "localhost"
        return f"http://{host}:{self.port}{path}"

    def log_in(self, page: Page, person: str) -> None:
        """Log in as one of the demo's people ("demo-sara") in that person's municipality."""
        log_in(page, self.url("/", MUNICIPALITIES[person]), person)

    def log_in_editor(self, page: Page, user_name: str, municipality: str = "") -> None:
        """Log in to the editors' door as one of the demo's staff."""
        log_in_editor(page, self.url("", municipality), user_name, "jobunivers-demo")

    def manage(self, *command: str) -> str:
        """Run a management command on the site's data, as an operator would."""
        return run(self.runtime, "manage.py", *command)


@pytest.fixture(scope="session")
def live_site(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One running site for all tests of this process; what a test changes stays changed."""
    with running_site(kept_nation, tmp_path_factory.mktemp("site") / "runtime") as site:
        yield site


@pytest.fixture
def fresh_site(kept_nation: Path, tmp_path: Path) -> Iterator[LiveSite]:
    """A running site for this test alone: change what you like. Takes some seconds to start."""
    with running_site(kept_nation, tmp_path / "runtime") as site:
        yield site


@contextmanager
def running_site(nation: Path, runtime: Path) -> Iterator[LiveSite]:
    """Serve a copy of the nation until the block ends."""
    shutil.copytree(nation, runtime)
    copied(runtime)
    port = free_port()
    try:
        with serving(runtime, port, free_port(), environment_of(runtime)):
            yield LiveSite(port, runtime)
    except ServerFault as fault:
        pytest.fail(str(fault), pytrace=False)
