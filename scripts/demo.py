"""Sets up the demo nation, serves it, and says where to go. `make demo` runs this."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from scripts.servers import Server, ServerFault, serving
from scripts.steps import ROOT, RUNTIME, fingerprint, is_done, remember, shown

PORT = int(os.environ.get("PORT", "8000"))
IDENTITY_PORT = int(os.environ.get("IDENTITY_PORT", str(PORT + 1)))
TABLES = ("*/migrations/*.py", "cms/**/migrations/*.py")
NATION = (
    "fixtures/**/*",
    "themes/*/theme.yaml",
    "content_models/**/*.yaml",
    "cms/demo/**/*.py",
    *TABLES,
)
SEARCHED = ("cms/search/**/*.py", *NATION)


def main() -> int:
    """Prepare what is due, start both servers and stay until Ctrl-C."""
    signal.signal(signal.SIGTERM, interrupt)
    try:
        refuse_taken_ports()
        prepare()
        sys.stdout.write(f"  ..  portal on port {PORT}\n")
        with serving(RUNTIME, PORT, IDENTITY_PORT) as servers:
            print((ROOT / "docs" / "welcome.txt").read_text().replace("8000", str(PORT)))
            sys.stdout.flush()
            stay(servers)
    except KeyboardInterrupt:
        print("\nStopped. What you changed is kept: make demo goes on from there.")
    except ServerFault as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Treat being asked to stop like Ctrl-C."""
    raise KeyboardInterrupt


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
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=os.environ | {"CMS_ENVIRONMENT": "demo"},
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"The step '{title}' failed; the lines above say why.")
    remember(name, mark)


def stay(servers: list[Server]) -> None:
    """Stay until Ctrl-C, or until a server stops by itself."""
    while True:
        for server in servers:
            server.refuse_dead()
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
