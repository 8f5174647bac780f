"""Questions without pause, and the server that is taken away meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.db import connection

from cms.search import engines, services
from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.engine import Engine
from cms.search.errors import SearchError
from tests.search.examples import ask, titles

_SCRIPT = Path(__file__).parents[3] / "scripts" / "services" / "elasticsearch.sh"
_READERS = 3
_PATIENCE = 240.0


class Load:
    """Readers who ask all the time; keeps how long each answer took and every failure."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.failures: list[Exception] = []
        self._stopping = threading.Event()
        self._readers = [threading.Thread(target=self._read) for _ in range(_READERS)]

    def __enter__(self) -> Load:
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        for reader in self._readers:
            reader.join()

    def _read(self) -> None:
        while not self._stopping.wait(0.02):
            started = time.perf_counter()
            try:
                services.search(ask("kursus"))
            except SearchError as error:
                self.failures.append(error)
            self.seconds.append(time.perf_counter() - started)
        connection.close()


def found(words: str) -> list[str]:
    """What a reader finds now."""
    return titles(services.search(ask(words)))


def on_the_server(words: str) -> list[str]:
    """What Elasticsearch itself finds."""
    return titles(server().search(ask(words)))


def server() -> ElasticsearchEngine:
    """The engine on the server."""
    following = engines.server()
    assert following is not None
    engine: Engine = following.engine
    assert isinstance(engine, ElasticsearchEngine)
    return engine


def is_in_use() -> bool:
    """Whether Elasticsearch answers the readers."""
    following = engines.server()
    return following is not None and following.guard.is_trusted


def wait_for(what: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Waits until something is so; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"not so within {seconds:g} s"
        time.sleep(0.1)


def process() -> int:
    """The number of the server's process, as the script knows it."""
    return int(script("process"))


def kill() -> None:
    """Ends the server at once, without a word to it."""
    killed = process()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: not _command(killed))


def _command(number: int) -> str:
    """What a process runs; "" when it has ended and nobody has taken notice yet."""
    try:
        return Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""


def start() -> None:
    """Starts the server again, and waits until it answers."""
    script("start")


def script(word: str) -> str:
    """What the server's own program says to a word; "" when it knows of no address."""
    # The tests have a runtime folder of their own, where no server is.
    outside = {name: value for name, value in os.environ.items() if name != "RUNTIME_DIR"}
    done = subprocess.run([_SCRIPT, word], env=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or word == "address", done.stderr
    return done.stdout.strip()
