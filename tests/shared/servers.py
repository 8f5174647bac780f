"""Servers that are no good: they hang, talk nonsense, hang up, or say no."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What each one answers to whatever it is told; None: nothing at all.
ANSWERS: dict[str, bytes | None] = {
    "hangs": None,
    "hangs up": b"",
    "speaks HTTP": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "speaks nonsense": b"\x00\xff\xfe\r\n\x80nonsense\r\n",
    "says a number that is none": b":many\r\n",
    "promises more than it sends": b"$99999999999\r\nabc",
    "sends lists of lists": b"*1\r\n" * 5_000,
    "is full": b"-OOM command not allowed when used memory > 'maxmemory'.\r\n",
    "may only be read": b"-READONLY You can't write against a read only replica.\r\n",
    "wants a password": b"-NOAUTH Authentication required.\r\n",
    "is starting": b"-LOADING Redis is loading the dataset in memory\r\n",
    "answers something else": b"*2\r\n:1\r\n+OK\r\n",
    "answers a number": b":7\r\n",
}
REFUSES = "refuses"
STATES = [*ANSWERS, REFUSES]


@contextmanager
def bad_server(state: str) -> Iterator[str]:
    """The address of a server in this state."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        if state != REFUSES:
            threading.Thread(target=_accept, args=(listener, ANSWERS[state]), daemon=True).start()
            yield address
            listener.shutdown(socket.SHUT_RDWR)
            return
    yield address


def _accept(listener: socket.socket, answer: bytes | None) -> None:
    while True:
        try:
            connection, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, answer), daemon=True).start()


def _answer(connection: socket.socket, answer: bytes | None) -> None:
    with connection:
        try:
            while connection.recv(65_536):
                if answer == b"":
                    return
                connection.sendall(answer or b"")
        except OSError:
            return
