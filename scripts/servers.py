"""The two servers that a running site is made of: the portal, and a stand-in for MitID."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.steps import ROOT

SECONDS_TO_WAKE = 90
SECONDS_TO_STOP = 5


class ServerFault(Exception):
    """A server did not start, or stopped. The message ends with the server's own words."""


@dataclass(frozen=True)
class Server:
    """A running server process and the log file that holds what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def refuse_dead(self) -> None:
        """Raise ServerFault when the server has stopped by itself."""
        if self.process.poll() is not None:
            raise ServerFault(f"The {self.name} stopped by itself:\n{self.last_words()}")

    def last_words(self) -> str:
        """Return the end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-25:])


@contextmanager
def serving(
    runtime: Path, port: int, identity_port: int, settings: Mapping[str, str] | None = None
) -> Iterator[list[Server]]:
    """Serve the data in a runtime folder until the block ends.

    `settings` are environment variables beside those of the process.

    Raises:
        ServerFault: One of the two does not answer.
    """
    environment = environment_of(runtime, port, identity_port) | dict(settings or {})
    issuer = environment["OIDC_ISSUER"]
    # One process with threads: one search writer serves them all.
    portal = ["gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}"]
    portal += ["--worker-class", "gthread", "--threads", "8", "--timeout", "120"]
    # `content apply` tells the portal through this file to take up new content types.
    portal += ["--pid", str(runtime / "portal.pid")]
    identity = ["cms.demo.identity_provider", "--port", str(identity_port), "--with-faults"]
    identity += ["--portal", f"http://localhost:{port}"]
    with ExitStack() as stack:
        servers = [
            stack.enter_context(running("identity provider", identity, environment)),
            stack.enter_context(running("portal", portal, environment)),
        ]
        wait_for(servers[0], f"{issuer}/.well-known/openid-configuration")
        wait_for(servers[1], f"http://localhost:{port}/")
        yield servers


def environment_of(runtime: Path, port: int, identity_port: int) -> dict[str, str]:
    """What every process of a site on these ports must be told."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "CMS_ENVIRONMENT": "demo",
        "RUNTIME_DIR": str(runtime),
        "OIDC_ISSUER": f"http://localhost:{identity_port}",
        "WAGTAILADMIN_BASE_URL": f"http://localhost:{port}",
    }


@contextmanager
def delivering(environment: Mapping[str, str], gateway_port: int) -> Iterator[list[Server]]:
    """Bring messages out until the block ends: mails to files, the rest to stand-ins.

    Web teams' systems are told over the open net, as always.
    """
    folder = Path(environment["RUNTIME_DIR"]) / "messages"
    gateways = ["cms.demo.message_gateways", "--port", str(gateway_port), "--folder", str(folder)]
    with ExitStack() as stack:
        yield [
            stack.enter_context(running("message gateways", gateways, environment)),
            stack.enter_context(
                running("delivery worker", ["django", "deliver_pushes"], environment)
            ),
            stack.enter_context(
                running("webhook worker", ["django", "deliver_webhooks"], environment)
            ),
        ]


@contextmanager
def vendor_tool(environment: Mapping[str, str], port: int) -> Iterator[Server]:
    """Serve a made-up vendor's system until the block ends: one is signed in to it."""
    issuer = environment["WAGTAILADMIN_BASE_URL"]
    tool = ["cms.demo.vendor_tool", "--port", str(port), "--issuer", issuer]
    with running("vendor tool", tool, environment) as server:
        yield server


@contextmanager
def running(name: str, arguments: list[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """Run a Python module as a server until the block ends, in a process group of its own."""
    log = Path(environment["RUNTIME_DIR"]) / f"{name.replace(' ', '-')}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Server(name, process, log)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to stop, and make it after some seconds."""
    process.terminate()
    try:
        process.wait(timeout=SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(server: Server, address: str) -> None:
    """Wait until the address answers well.

    Raises:
        ServerFault: The server stopped, answered with an error, or took too long.
    """
    until = time.monotonic() + SECONDS_TO_WAKE
    while time.monotonic() < until:
        server.refuse_dead()
        try:
            urllib.request.urlopen(address, timeout=SECONDS_TO_WAKE).close()
        except urllib.error.HTTPError as answer:
            raise ServerFault(f"{address} answers {answer.code}:\n{server.last_words()}") from None
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise ServerFault(f"{address} did not answer in {SECONDS_TO_WAKE} s:\n{server.last_words()}")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def worker_memory(runtime: Path) -> int:
    """Bytes that the portal's workers hold in memory (resident set), summed up."""
    portal = (runtime / "portal.pid").read_text().strip()
    children = Path(f"/proc/{portal}/task/{portal}/children").read_text().split()
    statuses = [Path(f"/proc/{child}/status").read_text() for child in children]
    return sum(int(text.split("VmRSS:")[1].split()[0]) * 1024 for text in statuses)
