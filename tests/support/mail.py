"""A mail server process that can be killed, and a delivery worker process that can too."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from scripts.servers import free_port
from scripts.steps import ROOT

# Generous: a busy machine takes long to start a process.
SECONDS_TO_WAIT = 240
# As an operator may set them, so that a test need not wait for minutes.
HURRIED = {
    "EMAIL_TLS": "0",
    "EMAIL_TIMEOUT": "3",
    "PUSH_CLAIM_SECONDS": "2",
    "PUSH_ASK_SECONDS": "0.3",
    "PUSH_RETRY_SECONDS": "0.1,0.2",
    "PUSH_REST_SECONDS": "0.2",
}


@dataclass
class MailServer:
    """A mail server on a port of its own; what it has accepted outlives its process."""

    folder: Path
    port: int = field(default_factory=free_port)
    ask_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self, point: str = "", after: int = 0) -> None:
        """Start it, to die by itself at a point after so many mails if one is given."""
        command = [sys.executable, "-m", "cms.demo.mail_server", "--port", str(self.port)]
        command += ["--ask-port", str(self.ask_port), "--folder", str(self.folder)]
        command += ["--after", str(after), *(["--die", point] if point else [])]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        wait_until(self.answers, "the mail server to answer")

    def answers(self) -> bool:
        """Whether somebody listens on the port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def is_dead(self) -> bool:
        """Whether the process has ended."""
        return self.process is not None and self.process.poll() is not None

    def kill(self) -> None:
        """Kill it as a machine dies: nothing is tidied up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def mails(self) -> Counter[str]:
        """How many mails there are for each address."""
        files = [path for path in self.folder.glob("*") if path.suffix != ".unfinished"]
        return Counter(str(message_from_bytes(path.read_bytes())["To"]) for path in files)

    def environment(self, *, can_be_asked: bool) -> dict[str, str]:
        """What the worker must know of it."""
        known = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), **HURRIED}
        if can_be_asked:
            address = f"http://127.0.0.1:{self.ask_port}/messages/{{message_id}}"
            known["EMAIL_ASK_ADDRESS"] = address
        return known


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """A mail server, not yet started; gone when the block ends."""
    server = MailServer(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def worker(runtime: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The real delivery worker, going round; killed when the block ends."""
    command = [sys.executable, "manage.py", "deliver_pushes", "--pause", "0.2"]
    with (runtime / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--rules-every", "9999"],
            cwd=ROOT,
            env=os.environ
            | {"CMS_ENVIRONMENT": "demo", "DJANGO_SETTINGS_MODULE": "cms.settings"}
            | {"RUNTIME_DIR": str(runtime)}
            | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait until it holds; fails saying what was waited for."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not holds():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.05)
