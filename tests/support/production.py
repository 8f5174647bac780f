"""The portal as production serves it: gunicorn with its own file, several workers, real sockets."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from scripts.servers import free_port
from scripts.steps import ROOT
from tests.support.nation import copied, environment_of

TOKEN = "a-token-of-the-tests"
SECONDS_TO_WAKE = 90
# What an operator sets; the host is one that municipalities have names below.
OPERATOR = {
    "DJANGO_SETTINGS_MODULE": "cms.settings",
    "CMS_ENVIRONMENT": "production",
    "PORTAL_HOST": "jobunivers.example",
    "WAGTAILADMIN_BASE_URL": "https://jobunivers.example",
    "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(3, 90)),
    "PRIVATE_KEYS": "ZGVtby1hbmQtdGVzdHMtb25seS1uby1yZWFsLWtleSE=",
    "CIVIL_NUMBER_KEYS": "test:ZGVtby1hbmQtdGVzdHMtb25seS1uby1yZWFsLWtleSE=",
    "OIDC_ISSUER": "https://login.example",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "a-secret-of-this-test",
}
# As the web server in front passes a municipality's visitor on.
HEADERS = {"Host": "thisted.jobunivers.example", "X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Production:
    """The running server."""

    process: subprocess.Popen[bytes]
    port: int
    runtime: Path
    environment: dict[str, str]

    @property
    def log(self) -> Path:
        """Everything that the server and its workers say."""
        return self.runtime / "production.log"

    def connect(self, seconds: float = 90) -> HTTPConnection:
        """A connection of one's own; a worker's first answer takes long on a busy machine."""
        return HTTPConnection("127.0.0.1", self.port, timeout=seconds)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask on a new connection."""
        connection = self.connect()
        try:
            connection.request("GET", path, headers=HEADERS | (headers or {}))
            return read(connection.getresponse())
        finally:
            connection.close()

    def readiness(self) -> int:
        """The status of `/sundhed/ready`; 0 where nobody listens."""
        try:
            return self.get("/sundhed/ready").status
        except OSError:
            return 0

    def figures(self) -> str:
        """`/metrics`."""
        return self.get("/metrics", {"Authorization": f"Bearer {TOKEN}"}).body.decode()

    def workers(self) -> set[int]:
        """The workers' processes."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(child) for child in path.read_text().split()}


def read(response: HTTPResponse) -> Answer:
    """The whole answer. Raises IncompleteRead where it was cut off."""
    return Answer(response.status, response.read())


@contextmanager
def production(nation: Path, runtime: Path, **settings: str) -> Iterator[Production]:
    """Serve a copy of the nation as the runbook says, until the block ends."""
    shutil.copytree(nation, runtime)
    copied(runtime)
    port = free_port()
    own = {"METRICS_TOKEN": TOKEN, "BIND": f"127.0.0.1:{port}"}
    environment = os.environ | environment_of(runtime) | OPERATOR | own
    # A browser that another test has open sets this.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    with (runtime / "production.log").open("wb") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("gunicorn")), "cms.wsgi"],
            cwd=ROOT,
            env=environment | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Production(process, port, runtime, environment | settings)
    try:
        until(lambda: server.readiness() == 200, server)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(is_so: Callable[[], bool], server: Production, seconds: float = SECONDS_TO_WAKE) -> None:
    """Wait until it is so. Raises AssertionError with the server's own words."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, server.log.read_text()[-3000:]
        time.sleep(0.05)
