"""A small exchange of jobs: tells its ads as JSON-LD over HTTP, and answers 304 where it can."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

PATH = "/jobs.jsonld"


class JobExchange(ThreadingHTTPServer):
    """Serves a list of ads; `cut_after` breaks every answer off after so many bytes."""

    daemon_threads = True

    def __init__(self, ads: Sequence[Any] = ()) -> None:
        """Take any free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ads: Sequence[Any] = ads
        self.cut_after: int | None = None
        self.statuses: list[int] = []

    @property
    def address(self) -> str:
        """Where the feed is."""
        return f"http://127.0.0.1:{self.server_address[1]}{PATH}"

    def body(self) -> bytes:
        """The whole feed."""
        return orjson.dumps({"@context": "https://schema.org", "@graph": self.ads})


class _Handler(BaseHTTPRequestHandler):
    server: JobExchange

    def do_GET(self) -> None:
        """The feed, or that it is as it was."""
        body = self.server.body()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        is_known = self.headers.get("If-None-Match") == etag
        self.server.statuses.append(304 if is_known else 200)
        self.send_response(304 if is_known else 200)
        self.send_header("ETag", etag)
        if not is_known:
            self.send_header("Content-Type", "application/ld+json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(body[: self.server.cut_after])

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def open_exchange(ads: Sequence[Any] = ()) -> Iterator[JobExchange]:
    """Serve until the block ends."""
    with JobExchange(ads) as exchange:
        thread = threading.Thread(target=exchange.serve_forever, daemon=True)
        thread.start()
        try:
            yield exchange
        finally:
            exchange.shutdown()
            thread.join()
