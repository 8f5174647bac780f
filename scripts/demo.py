"""Sets up the demo nation, serves it, and says where to go. `make demo` runs this."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from scripts.steps import ROOT, RUNTIME, fingerprint, is_done, remember, shown

PYTHON = sys.executable
PORT = int(os.environ.get("PORT", "8000"))
IDENTITY_PORT = int(os.environ.get("IDENTITY_PORT", str(PORT + 1)))
ENVIRONMENT = os.environ | {
    "CMS_ENVIRONMENT": "demo",
    "OIDC_ISSUER": f"http://localhost:{IDENTITY_PORT}",
    "WAGTAILADMIN_BASE_URL": f"http://localhost:{PORT}",
}
TABLES = ("*/migrations/*.py", "cms/**/migrations/*.py", "content_models/**/*.yaml")
NATION = ("fixtures/**/*", "themes/*/theme.yaml", "cms/demo/**/*.py", *TABLES)
SEARCHED = ("cms/search/**/*.py", *NATION)
SECONDS_TO_WAKE = 60


def main() -> int:
    """Prepare what is due, start both servers and stay until Ctrl-C."""
    refuse_taken_ports()
    prepare()
    servers = {
        "the identity provider": start_identity_provider(),
        "the portal": start_portal(),
    }
    signal.signal(signal.SIGTERM, interrupt)
    try:
        with shown(f"portal on port {PORT}"):
            wait_for(f"http://localhost:{IDENTITY_PORT}/.well-known/openid-configuration", servers)
            wait_for(f"http://localhost:{PORT}/", servers)
        print((ROOT / "docs" / "welcome.txt").read_text().format(port=PORT))
        return stay(servers)
    except KeyboardInterrupt:
        print("\nStopped. What you changed is kept; `make demo` starts again where you left.")
        return 0
    finally:
        stop(servers)


def refuse_taken_ports() -> None:
    """Say at once when a port is taken, before any slow step."""
    for port in (PORT, IDENTITY_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise SystemExit(
                    f"Port {port} is taken by another program (perhaps a demo already running).\n"
                    f"Stop that one, or choose another port:  make demo PORT={PORT + 100}"
                ) from None


def prepare() -> None:
    """Run each step whose inputs changed since it last finished."""
    if not (RUNTIME / "database.sqlite3").exists() and "DATABASE_URL" not in os.environ:
        shutil.rmtree(RUNTIME / "stamps", ignore_errors=True)
    step("tables", "database tables", TABLES, "migrate", "--verbosity", "0")
    step("nation", "demo nation: 98 municipalities and their people", NATION, "demo_load")
    step("search", "search index", SEARCHED, "search_index", "rebuild")


def step(name: str, title: str, inputs: tuple[str, ...], *command: str) -> None:
    """Run one management command, unless it has been run on these very inputs."""
    mark = fingerprint(*inputs)
    if is_done(name, mark):
        return
    with shown(title):
        done = subprocess.run([PYTHON, "manage.py", *command], cwd=ROOT, env=ENVIRONMENT)
    if done.returncode:
        raise SystemExit(f"The step '{title}' failed; the lines above say why.")
    remember(name, mark)


def start_identity_provider() -> subprocess.Popen[bytes]:
    """Start the local stand-in for MitID, which speaks the real protocol."""
    return start("cms.demo.identity_provider", "--port", str(IDENTITY_PORT), log="identity.log")


def start_portal() -> subprocess.Popen[bytes]:
    """Start the portal: one process, so that one search writer serves all its threads."""
    return start(
        "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{PORT}", "--worker-class", "gthread",
        "--threads", "8", "--timeout", "120", log="portal.log",
    )  # fmt: skip


def start(module: str, *arguments: str, log: str) -> subprocess.Popen[bytes]:
    """Start a Python module as a server of its own; what it says goes to a log file."""
    with (RUNTIME / log).open("wb") as output:
        return subprocess.Popen(
            [PYTHON, "-m", module, *arguments],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(address: str, servers: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait until the address answers; give up when a server died or the time is out."""
    until = time.monotonic() + SECONDS_TO_WAKE
    while time.monotonic() < until:
        refuse_dead(servers)
        try:
            urllib.request.urlopen(address, timeout=SECONDS_TO_WAKE).close()  # noqa: S310
            return
        except urllib.error.HTTPError as answer:
            raise SystemExit(f"{address} answers {answer.code}; see {RUNTIME}/*.log") from None
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer in {SECONDS_TO_WAKE} seconds; see {RUNTIME}/*.log")


def refuse_dead(servers: dict[str, subprocess.Popen[bytes]]) -> None:
    """Show the last lines of the logs when a server has stopped by itself."""
    for name, server in servers.items():
        if server.poll() is not None:
            logs = "\n".join(tail(RUNTIME / log) for log in ("identity.log", "portal.log"))
            raise SystemExit(f"{name.capitalize()} stopped by itself.\n{logs}")


def tail(log: Path, lines: int = 15) -> str:
    """Return the end of a log file."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def stay(servers: dict[str, subprocess.Popen[bytes]]) -> int:
    """Stay until Ctrl-C, or until a server stops by itself."""
    while True:
        refuse_dead(servers)
        time.sleep(0.5)


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Treat being asked to stop like Ctrl-C."""
    raise KeyboardInterrupt


def stop(servers: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask every server to stop, and make it after five seconds."""
    for server in servers.values():
        server.terminate()
    for server in servers.values():
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
