"""Sets up the demo nation, serves it, and says where to go. `make demo` runs this."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from cms.pushes.gateways.vapid import kept_key
from scripts.servers import (
    Server,
    ServerFault,
    delivering,
    environment_of,
    serving,
    vendor_tool,
)
from scripts.steps import ROOT, RUNTIME, fingerprint, is_done

PORT = int(os.environ.get("PORT", "8000"))
IDENTITY_PORT = int(os.environ.get("IDENTITY_PORT", str(PORT + 1)))
GATEWAY_PORT = int(os.environ.get("GATEWAY_PORT", str(PORT + 2)))
VENDOR_PORT = int(os.environ.get("VENDOR_PORT", str(PORT + 3)))
TABLES = (
    *("*/migrations/*.py", "cms/**/migrations/*.py", "cms/municipalities/roles.py"),
    # What triggers there are follows from these.
    *("cms/stamps/*.py", "cms/**/apps.py"),
)
NATION = (
    "fixtures/**/*",
    "themes/*/theme.yaml",
    "content_models/**/*.yaml",
    "cms/demo/**/*.py",
    *TABLES,
)
SEARCHED = ("cms/search/**/*.py", *NATION)
STEPS = {"tables": TABLES, "nation": NATION, "search": SEARCHED}


def main() -> int:
    """Prepare what is due, start both servers and stay until Ctrl-C."""
    signal.signal(signal.SIGTERM, interrupt)
    try:
        refuse_taken_ports()
        os.environ.setdefault("DEMO_VENDOR_TOOL", f"http://localhost:{VENDOR_PORT}")
        prepare()
        print(f"  ..  portal on port {PORT}", flush=True)
        start = time.monotonic()
        tell_of_gateways()
        environment = environment_of(RUNTIME, PORT, IDENTITY_PORT)
        with (
            serving(RUNTIME, PORT, IDENTITY_PORT) as servers,
            delivering(environment, GATEWAY_PORT) as couriers,
            vendor_tool(environment, VENDOR_PORT) as tool,
        ):
            print(f"  ok  portal on port {PORT} ({time.monotonic() - start:.1f} s)")
            print((ROOT / "docs" / "welcome.txt").read_text().replace("8000", str(PORT)))
            sys.stdout.flush()
            stay([*servers, *couriers, tool])
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
    for port in (PORT, IDENTITY_PORT, GATEWAY_PORT, VENDOR_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise SystemExit(
                    f"Port {port} is taken by another program (perhaps a demo already running).\n"
                    f"Stop that one, or choose another port:  make demo PORT={PORT + 100}"
                ) from None


def tell_of_gateways() -> None:
    """Let text messages, Digital Post and notes on the screen go to the demo's stand-ins."""
    RUNTIME.mkdir(parents=True, exist_ok=True)
    gateways = f"http://localhost:{GATEWAY_PORT}"
    os.environ.setdefault("PUSH_WEB_KEY", kept_key(RUNTIME / "web-push.key"))
    os.environ.setdefault("PUSH_SMS_ADDRESS", f"{gateways}/sms")
    os.environ.setdefault("PUSH_SMS_TOKEN", "demo")
    os.environ.setdefault("PUSH_SMS_KEY_HEADER", "Idempotency-Key")
    os.environ.setdefault("PUSH_DIGITAL_POST_ADDRESS", f"{gateways}/memos")


def prepare() -> None:
    """Run each step whose inputs changed since it last finished.

    Raises:
        SystemExit: A step failed and said why.
    """
    if not (RUNTIME / "database.sqlite3").exists() and "DATABASE_URL" not in os.environ:
        shutil.rmtree(RUNTIME / "stamps", ignore_errors=True)
    # The vendors' system is registered with its address, so another port is another nation.
    told = "".join(os.environ.get(name, "") for name in ("DATABASE_URL", "DEMO_VENDOR_TOOL"))
    database = hashlib.sha256(told.encode()).hexdigest()[:8]
    marks = {name: f"{fingerprint(*inputs)}-{database}" for name, inputs in STEPS.items()}
    due = [f"{name}={mark}" for name, mark in marks.items() if not is_done(name, mark)]
    if due:
        done = subprocess.run(
            [sys.executable, "-m", "scripts.preparing", *due],
            cwd=ROOT,
            env=os.environ | {"CMS_ENVIRONMENT": "demo"},
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.returncode)


def stay(servers: list[Server]) -> None:
    """Stay until Ctrl-C, or until a server stops by itself."""
    while True:
        for server in servers:
            server.refuse_dead()
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
