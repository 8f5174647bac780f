"""The server of production: a stop cuts nothing off, and its figures are of all workers."""

import json
import os
import re
import signal
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.production import HEADERS, Answer, Production, production, read, until

QUESTION = json.dumps({"query": "{ municipality { code } }"}).encode()
POST = {**HEADERS, "Content-Type": "application/json", "Content-Length": str(len(QUESTION))}
GOOD = Answer(200, b'{"data":{"municipality":{"code":"0787"}}}')
GRACE = 30


def begun(server: Production) -> HTTPConnection:
    """A request that is under way: the server has the first half, and waits for the rest."""
    connection = server.connect()
    connection.putrequest("POST", "/graphql/", skip_host=True)
    for name, value in POST.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(QUESTION[: len(QUESTION) // 2])
    return connection


def ended(connection: HTTPConnection) -> Answer:
    """Send the other half, and read what comes."""
    with closing(connection):
        connection.send(QUESTION[len(QUESTION) // 2 :])
        return read(connection.getresponse())


class Visitors(threading.Thread):
    """Asks over and over, as a balancer lets visitors: as long as the server says it is ready."""

    def __init__(self, server: Production) -> None:
        super().__init__(daemon=True)
        self.server, self.wrong, self.count = server, list[object](), 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def run(self) -> None:
        """Note everything that isn't the whole right answer."""
        while self.may_go_on.is_set():
            try:
                answer = self.server.get("/graphql/?query={municipality{code}}")
            except OSError as fault:
                self.wrong.append(fault)
                continue
            self.count += 1
            if answer != GOOD:
                self.wrong.append(answer)


def test_a_stop_cuts_nothing_off_and_is_told_first(kept_nation: Path, tmp_path: Path) -> None:
    settings = {"WORKERS": "2", "THREADS": "4", "DRAIN_SECONDS": "2", "SEARCH_FOLLOW": "1"}
    settings["GRACEFUL_SECONDS"] = str(GRACE)
    with production(kept_nation, tmp_path / "runtime", **settings) as server:
        visitors = [Visitors(server) for _ in range(3)]
        for visitor in visitors:
            visitor.start()
        under_way = [begun(server) for _ in range(3)]
        until(lambda: all(visitor.count > 5 for visitor in visitors), server)
        workers = server.workers()
        assert len(workers) == 2

        server.process.send_signal(signal.SIGTERM)
        start = time.monotonic()
        until(lambda: server.readiness() == 503, server, seconds=2)
        assert server.get("/sundhed/live").status == 200, "what comes meanwhile is still answered"
        for visitor in visitors:
            visitor.may_go_on.clear()
        until(lambda: server.readiness() == 0, server, seconds=5)
        assert server.process.poll() is None, "it waits for what is under way"
        assert [ended(connection) for connection in under_way] == [GOOD] * 3

        assert server.process.wait(GRACE) == 0
        assert time.monotonic() - start < GRACE
        for visitor in visitors:
            visitor.join(5)
        assert [visitor.wrong for visitor in visitors] == [[], [], []]
        assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
        lines = server.log.read_text().splitlines()
        assert all(isinstance(json.loads(line), dict) for line in lines), "every line is JSON"
        assert not [line for line in lines if "Traceback" in line]


def test_figures_are_of_all_workers_also_of_one_that_died(
    kept_nation: Path, tmp_path: Path
) -> None:
    figures = tmp_path / "figures"
    figures.mkdir()
    (figures / "counter_1.db").write_bytes(b"of a run before")
    (figures / "somebody's").write_text("own")
    settings = {"WORKERS": "2", "DRAIN_SECONDS": "0", "PROMETHEUS_MULTIPROC_DIR": str(figures)}
    with production(kept_nation, tmp_path / "runtime", **settings) as server:
        assert not (figures / "counter_1.db").exists()
        assert (figures / "somebody's").exists(), "only figures are swept away"
        answer_many(server, 12)
        assert counted(server) == 12

        first = server.workers()
        os.kill(min(first), signal.SIGKILL)
        until(lambda: len(server.workers() - first) == 1, server)
        until(lambda: server.readiness() == 200, server)
        answer_many(server, 8)
        assert counted(server) == 20, "what the dead worker counted is kept"
        assert all(counted(server) == 20 for _ in range(4)), "whichever worker is asked"


def answer_many(server: Production, count: int) -> None:
    """So many questions, each on a connection of its own."""
    for _ in range(count):
        assert server.get("/graphql/?query={municipality{code}}") == GOOD


def counted(server: Production) -> float:
    """How many questions all workers say they answered; the same by route, by way and by time."""
    said = server.figures()
    route = r'method="GET",route="graphql/"'
    by_route = figure(said, rf'cms_requests_total{{{route},status="200"}}')
    by_time = figure(said, rf"cms_request_seconds_count{{{route}}}")
    ways = re.findall(r'cms_graphql_answers_total\{way="(?!not compiled)[^"]*"\} (\S+)', said)
    assert by_route == by_time == sum(map(float, ways)), said
    assert said.count("# TYPE cms_requests_total") == 1
    return by_route


def figure(said: str, name: str) -> float:
    """One figure; it must stand there once."""
    found = [line.rpartition(" ")[2] for line in said.splitlines() if line.startswith(name)]
    if len(found) != 1:
        pytest.fail(f"{name} stands {len(found)} times in:\n{said}")
    return float(found[0])
