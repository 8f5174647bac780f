"""Serves the local identity provider over a real socket, several requests at a time."""

from __future__ import annotations

import socketserver
import sys
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """One thread for each request."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Writes no log: addresses hold codes."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def make(application: WSGIApplication | None, host: str, port: int) -> WSGIServer:
    """A server that is bound but not yet serving; port 0 takes a free one."""
    return make_server(host, port, application, Server, QuietHandler)  # type: ignore[arg-type]


def serve(application: WSGIApplication, host: str, port: int) -> None:
    """Serve until interrupted. Exits with 1 and a way out when the port is taken."""
    try:
        server = make(application, host, port)
    except OSError as error:
        message = f"Port {port} can't be used ({error.strerror}). Give another with --port.\n"
        sys.stderr.write(message)
        raise SystemExit(1) from error
    sys.stdout.write(f"Served at http://{host}:{server.server_port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        server.server_close()
