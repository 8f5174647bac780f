"""A mail server that keeps what it accepts as files, and can be told to die at a chosen point.

    python -m cms.demo.mail_server --port 2525 --ask-port 2526 --folder mails

Its points are those at which a real one may die: before the mail, after the mail but before it is
kept, kept but not answered, and after the answer. It also answers over HTTP whether it has a mail,
as many providers do: GET /messages/<Message-ID> gives 200 or 404.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import threading
from email import message_from_bytes
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session

from cms.demo import identity_provider_server as http
from cms.demo.gateway_store import Store

POINTS = ("before_data", "before_keeping", "before_answer", "after_answer", "hang")
LARGEST = 1_000_000  # bytes
HOST = "127.0.0.1"
KILLED = 137


class Handler:
    """Keeps each mail under its Message-ID; dies at a point after so many mails, if told to."""

    def __init__(self, store: Store, point: str = "", after: int = 0) -> None:
        self.store, self.point, self.after = store, point, after
        self.count = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: Any
    ) -> str:
        """Take the address; the last moment before the mail itself."""
        self._die("before_data")
        if to.startswith("unknown@"):
            return "550 No such person"
        if to.startswith("later@"):
            return "450 Try again later"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail, and say so."""
        content = bytes(envelope.original_content or b"")
        self._die("before_keeping")
        if self._is_due("hang"):
            await asyncio.sleep(3600)
        name = str(message_from_bytes(content)["Message-ID"]).strip("<>")
        self.store.keep(name, content)
        self._die("before_answer")
        if self._is_due("after_answer"):
            await server.push("250 OK")
            os._exit(KILLED)
        self.count += 1
        return "250 OK"

    def _is_due(self, point: str) -> bool:
        return self.point == point and self.count >= self.after

    def _die(self, point: str) -> None:
        """As if the machine had been switched off: nothing is said and nothing tidied up."""
        if self._is_due(point):
            os._exit(KILLED)


class Asking:
    """The door that says whether there is such a mail."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, environment: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        """200 for a mail that was accepted, 404 for one that wasn't."""
        name = str(environment.get("PATH_INFO", "")).removeprefix("/messages/")
        found = self.store.has(name)
        start("200 OK" if found else "404 Not Found", [("Content-Type", "text/plain")])
        return [b""]


def main() -> None:
    """Serve until the process is stopped."""
    options = _options()
    store = Store(Path(options.folder))
    if options.ask_port:
        server = http.make(Asking(store), HOST, options.ask_port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    loop = asyncio.new_event_loop()
    controller = UnthreadedController(
        Handler(store, options.die, options.after),
        hostname=HOST,
        port=options.port,
        loop=loop,
        data_size_limit=LARGEST,
    )
    controller.begin()  # type: ignore[no-untyped-call]
    sys.stdout.write(f"Prøve-post: {HOST}:{options.port}\n")
    sys.stdout.flush()
    loop.run_forever()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A mail server for trying and testing.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ask-port", type=int, default=0)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--die", choices=POINTS, default="", help="at which point")
    parser.add_argument("--after", type=int, default=0, help="after how many mails")
    return parser.parse_args()


if __name__ == "__main__":
    main()
