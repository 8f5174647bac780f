"""A running site: the portal and its identity provider on free ports, over the demo nation."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.servers import ServerFault, serving
from tests.support.nation import manage


@dataclass(frozen=True)
class LiveSite:
    """Where the running site is, and the data behind it."""

    port: int
    runtime: Path

    def url(self, path: str = "/", municipality: str = "") -> str:
        """The address of a page, on a municipality's own host or on the shared one."""
        host = f"{municipality}.localhost" if municipality else "localhost"
        return f"http://{host}:{self.port}{path}"

    def manage(self, *command: str) -> str:
        """Run a management command on the site's data, as an operator would."""
        return manage(self.runtime, *command)


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
    port = free_port()
    try:
        with serving(runtime, port, free_port()):
            yield LiveSite(port, runtime)
    except ServerFault as fault:
        pytest.fail(str(fault), pytrace=False)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
