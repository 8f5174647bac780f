"""A running portal under load: what it serves a second, how evenly, and what memory it takes.

Over real sockets, with as many connections as asked for, each sending its next request when the
last is answered. The load is made by a process of its own; both share the machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.copies import WITH_A_CONSTANT, constant_file

CONNECTIONS, SECONDS = 64, 60
COMPARED_FOR, COMPARED_BY, TURNS = 3, 4, 5
SIZE = 20
MILLI, MEBI = 1e3, 2**10
HOST = "thisted.localhost"
LIST = (
    "query ($first: Int) { courses(first: $first) { nodes { id slug title summary "
    "owner { name } topics { slug label } industries { slug label } } } }"
)

Row = tuple[str, float, str]
Request = tuple[str, bytes]


def run(connections: int = CONNECTIONS, seconds: int = SECONDS) -> list[Row]:
    """Rows of (what, number, unit)."""
    with portal() as (server, port, process, cookie, runtime):
        rows = compared(port, cookie, runtime)
        _times, errors = loaded(port, requests(), connections, 3)
        if errors:
            print(server.last_words(), file=sys.stderr)
        before = resident(process)
        times, errors = loaded(port, requests(), connections, seconds)
        after = resident(process)
        if errors:
            print(server.last_words(), file=sys.stderr)
    middle, worst = statistics.median(times), sorted(times)[int(len(times) * 0.99)]
    return [
        *rows,
        (f"{connections} connections, {seconds} s, mixed reads", len(times) / seconds, "a second"),
        ("  errors (limit 0)", errors, "answers"),
        ("  p50", middle * MILLI, "ms"),
        ("  p99", worst * MILLI, "ms"),
        ("  p99 against p50 (limit 10)", worst / middle, "times"),
        ("  memory grown meanwhile", after - before, "MiB"),
        ("  memory of the worker after (limit 400)", after, "MiB"),
    ]


def compared(port: int, cookie: str, runtime: Path) -> list[Row]:
    """What is served from what is kept to anybody and to a citizen, and of a constant, by turns."""
    body = json.dumps({"query": LIST, "variables": {"first": SIZE}}).encode()
    constant_file(runtime, SIZE).write_bytes(body_of(port, asked("POST", "/graphql/", body)))
    ways = {
        "the same list, a view that returns a constant": asked(
            "POST", f"/konstant/{SIZE}/graphql/", body
        ),
        "kept list, anybody": asked("POST", "/graphql/", body),
        "kept list, a citizen": asked("POST", "/graphql/", body, cookie),
    }
    served: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, request in ways.items():
            times, errors = loaded(port, [(name, request)], COMPARED_BY, COMPARED_FOR)
            assert not errors, name
            served[name].append(len(times) / COMPARED_FOR)
    middle = {name: statistics.median(found) for name, found in served.items()}
    constant, anybody, citizen = middle.values()
    return [
        *((name, number, "a second") for name, number in middle.items()),
        ("  kept against a constant (at least 80)", 100 * anybody / constant, "%"),
        ("  a citizen against anybody (at least 90)", 100 * citizen / anybody, "%"),
    ]


def requests() -> list[Request]:
    """Pages, lists, single items and searches, as readers mix them."""
    dice, found = random.Random(7), []
    for path in ("/", "/kurser/", "/artikler/", "/soeg/?q=cv", "/soeg/?q=truck"):
        found.append((path, asked("GET", path)))
    for first in (5, 20, 50):
        body = json.dumps({"query": LIST, "variables": {"first": first}}).encode()
        found += [(f"list of {first}", asked("POST", "/graphql/", body))] * 3
    for words in ("cv", "job", "kursus i truck", "samtale"):
        query = "query ($q: String!) { search(query: $q, first: 10) { totalCount } }"
        body = json.dumps({"query": query, "variables": {"q": words}}).encode()
        found.append((f"search {words}", asked("POST", "/graphql/", body)))
    dice.shuffle(found)
    return found


def asked(method: str, path: str, body: bytes = b"", cookie: str = "") -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: keep-alive"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def loaded(
    port: int, wanted: Sequence[Request], connections: int, seconds: int
) -> tuple[list[float], int]:
    """Seconds of each answer, and how many were none or an error, of a process of its own."""
    given = [[name, request.decode()] for name, request in wanted]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", str(port), str(connections), str(seconds)],
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found = json.loads(done.stdout)
    if found["faults"]:
        print(found["faults"], file=sys.stderr)
    return found["times"], found["errors"]


def body_of(port: int, request: bytes) -> bytes:
    """What one request is answered."""

    async def ask() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        return await reader.readexactly(length)

    return asyncio.run(ask())


@contextmanager
def portal() -> Iterator[tuple[Any, int, int, str, Path]]:
    """A portal on a copy of the bench's nation.

    Its server, its port, its worker, a citizen's cookie and its folder.
    """
    from scripts.servers import free_port, serving

    own = Path(os.environ["RUNTIME_DIR"])
    with tempfile.TemporaryDirectory(dir=own) as folder:
        runtime = Path(folder) / "runtime"
        shutil.copytree(own, runtime, ignore=shutil.ignore_patterns(Path(folder).name, "grapple"))
        port = free_port()
        with serving(runtime, port, free_port(), WITH_A_CONSTANT) as servers:
            master = servers[-1].process.pid
            worker = int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])
            cookie = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.load", "cookie"],
                env={**os.environ, "RUNTIME_DIR": str(runtime)},
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            ).stdout.strip()
            yield servers[-1], port, worker, cookie, runtime


def resident(process: int) -> float:
    """What memory a process has, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / MEBI


def cookie_of_a_citizen() -> str:
    """A session of one of the nation's people, as logging in makes it."""
    from importlib import import_module

    from django.conf import settings
    from django.test import RequestFactory

    from cms.citizens.identity.session import log_in
    from cms.citizens.identity.tokens import Identity
    from cms.citizens.models import Citizen

    citizen = Citizen.objects.filter(municipality__slug="thisted").first()
    assert citizen is not None
    request: Any = RequestFactory().get("/")
    request.session = session = import_module(settings.SESSION_ENGINE).SessionStore()
    identity = Identity(citizen.issuer, citizen.subject, "", protected_name=False)
    log_in(request, citizen, "bench", identity)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Load:
    """Connections that ask one thing after another until the time is up."""

    def __init__(self, port: int, wanted: Sequence[Request], seconds: int) -> None:
        self.port, self.wanted = port, wanted
        self.ends = time.perf_counter() + seconds
        self.times: list[float] = []
        self.errors = 0
        self.faults: dict[str, str] = {}

    async def connection(self, number: int) -> None:
        """One connection's requests, from its own place in the mix."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        place = number
        while time.perf_counter() < self.ends:
            name, request = self.wanted[place % len(self.wanted)]
            place += 1
            start = time.perf_counter()
            writer.write(request)
            status, closes = await answer(reader)
            self.times.append(time.perf_counter() - start)
            if status != 200:
                self.errors += 1
                self.faults[name] = str(status)
            if closes:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read one answer whole: its status, and whether the server closes the connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = head.split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(fields.get("content-length", "0")))
    return int(lines[0].split()[1]), fields.get("connection") == "close"


async def load(port: int, connections: int, seconds: int) -> None:
    """Make the load and print what came of it."""
    wanted = [(name, text.encode()) for name, text in json.load(sys.stdin)]
    made = Load(port, wanted, seconds)
    await asyncio.gather(*(made.connection(number) for number in range(connections)))
    json.dump({"times": made.times, "errors": made.errors, "faults": made.faults}, sys.stdout)


if __name__ == "__main__":
    if sys.argv[1] == "cookie":
        import django

        django.setup()
        print(cookie_of_a_citizen())
    else:
        asyncio.run(load(*map(int, sys.argv[1:4])))
