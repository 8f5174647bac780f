"""From *publish* until readers see it: in the list page, in GraphQL's list and in search.

A portal with two workers, over real sockets, each question on a connection of its own, so that
either worker answers. The item is published as the editors' door does it, by a process beside
them: neither worker is told. Time runs from before it is published until the first of several
answers in a row that have it; a worker that lagged behind would break the row.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.benchmarks.load import HOST, MILLI, Row

ITEMS, ROUNDS, IN_A_ROW = 2_000, 40, 6
# Rounds that don't count: a process' first loads half of the code.
WARM = 2
# Seconds between looks: readers shouldn't take the time that the portal needs.
WORKERS, PATIENCE, BETWEEN, LIMIT = 2, 60.0, 0.04, 1_000
PUBLISHED = "published"
PREFIX = "bench-visible"
SLUG, WORD = "a-a-", "synlighedsprøve"

See = Callable[[str], bool]


def run(items: int = ITEMS, rounds: int = ROUNDS) -> list[Row]:
    """Rows of (what, number, unit): of the embedded engine, and of Elasticsearch where it is."""
    address = os.environ.get("ELASTICSEARCH_URL", "")
    rows = rows_of("embedded", rounds, items, {"ELASTICSEARCH_URL": "", "SEARCH_FOLLOW": ""})
    if not address:
        return [*rows, ("Elasticsearch: not measured, ELASTICSEARCH_URL is unset", 0.0, "")]
    named = {"ELASTICSEARCH_URL": address, "ELASTICSEARCH_PREFIX": PREFIX, "SEARCH_FOLLOW": "1"}
    try:
        return [*rows, *rows_of("Elasticsearch", rounds, items, named)]
    finally:
        forget_indices(address)


def forget_indices(address: str) -> None:
    """Remove what the measurement made on the server."""
    from cms.search.elasticsearch.connection import Cluster

    cluster = Cluster(address, answer_seconds=30)
    for index in cluster.client.indices.get(index=f"{PREFIX}-*", features="aliases"):
        cluster.client.indices.delete(index=index)


def rows_of(engine: str, rounds: int, items: int, settings: Mapping[str, str]) -> list[Row]:
    """How long it took on one engine."""
    with (
        prepared(items, rounds, settings) as (runtime, environment),
        portal(runtime, environment) as port,
    ):
        found = measured(port, environment, rounds)
    rows = []
    for where, times in found.items():
        middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        limit = "" if where == PUBLISHED else f" (limit {LIMIT})"
        rows += [
            (f"{engine}, {where}: p50 of {len(times)}", middle * MILLI, "ms"),
            (f"{engine}, {where}: p95{limit}", late * MILLI, "ms"),
        ]
    return rows


@contextmanager
def prepared(
    items: int, rounds: int, settings: Mapping[str, str]
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A copy of the bench's nation with more items and some to publish; every index is built."""
    own = Path(os.environ["RUNTIME_DIR"])
    with tempfile.TemporaryDirectory(dir=own) as folder:
        runtime = Path(folder) / "runtime"
        shutil.copytree(own, runtime, ignore=shutil.ignore_patterns(Path(folder).name, "grapple"))
        environment = {**os.environ, **settings, "RUNTIME_DIR": str(runtime)}
        module = [sys.executable, "-m", "tests.benchmarks.visible"]
        subprocess.run(
            [*module, "fill", str(items), str(rounds + WARM)], env=environment, check=True
        )
        index = [sys.executable, "manage.py", "search_index"]
        subprocess.run([*index, "rebuild"], env=environment, check=True, stdout=subprocess.DEVNULL)
        yield runtime, environment


@contextmanager
def portal(runtime: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """The portal's port, with two workers behind it."""
    from scripts.servers import free_port, serving

    port = free_port()
    settings = {
        name: environment[name]
        for name in ("ELASTICSEARCH_URL", "ELASTICSEARCH_PREFIX", "SEARCH_FOLLOW")
        if name in environment
    }
    with serving(runtime, port, free_port(), {**settings, "WORKERS": str(WORKERS)}):
        yield port


def measured(port: int, environment: Mapping[str, str], rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, by where it was looked for."""
    readers = ways(port)
    times: dict[str, list[float]] = {name: [] for name in (PUBLISHED, *readers)}
    command = [sys.executable, "-m", "tests.benchmarks.visible", "publish"]
    with (
        ThreadPoolExecutor(len(readers)) as pool,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as publisher,
    ):
        assert publisher.stdin and publisher.stdout
        publisher.stdout.readline()
        for number in range(rounds + WARM):
            mark = f"{WORD}{number:03}"
            for see in readers.values():
                for _ in range(WORKERS + 1):
                    assert not see(mark), "it is there before it is published"
            begun = time.monotonic()
            publisher.stdin.write(f"{number}\n")
            publisher.stdin.flush()
            seen = {name: pool.submit(first_seen, name, see, mark) for name, see in readers.items()}
            times[PUBLISHED].append(float(publisher.stdout.readline()) - begun)
            for name, when in seen.items():
                times[name].append(when.result() - begun)
        publisher.stdin.close()
    return {name: found[WARM:] for name, found in times.items()}


def first_seen(name: str, see: See, mark: str) -> float:
    """When it was there for the first of several times in a row. Raises TimeoutError."""
    ends, first, row = time.monotonic() + PATIENCE, 0.0, 0
    while time.monotonic() < ends:
        is_there = see(mark)
        now = time.monotonic()
        first, row = (first if row else now, row + 1) if is_there else (0.0, 0)
        if row == IN_A_ROW:
            return first
        time.sleep(BETWEEN)
    raise TimeoutError(f"{mark} was not {name} within {PATIENCE:g} s")


def ways(port: int) -> dict[str, See]:
    """The places where a reader would meet it."""
    import django

    django.setup()
    from cms.declarations.names import camel, plural
    from tests.benchmarks.library import provided_type

    declared = provided_type().declaration
    listed = f"{{ {camel(plural(declared.name))}(first: 20) {{ nodes {{ slug title }} }} }}"
    search = (
        "query ($words: String!) { search(words: $words, first: 5) { hits { item { title } } } }"
    )
    path = f"/{declared.settings.path}/"
    return {
        "seen in the list page": lambda mark: mark in page(port, path),
        "seen in GraphQL's list": lambda mark: mark in answer(port, listed, {}),
        "seen in search": lambda mark: mark in answer(port, search, {"words": mark}),
    }


def answer(port: int, query: str, variables: Mapping[str, str]) -> str:
    """GraphQL's answer."""
    body = json.dumps({"query": query, "variables": dict(variables)})
    text = page(port, "/graphql/", body)
    assert '"errors"' not in text, text[:500]
    return text


def page(port: int, path: str, body: str = "") -> str:
    """What is answered, on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Host": HOST, "Content-Type": "application/json", "Connection": "close"}
    try:
        connection.request("POST" if body else "GET", path, body.encode() or None, headers)
        found = connection.getresponse()
        text = found.read().decode()
        assert found.status == 200, (path, found.status, text[:500])
        return text if not body else json.dumps(json.loads(text), ensure_ascii=False)
    finally:
        connection.close()


def fill(items: int, rounds: int) -> None:
    """Add a library, and drafts that come first in every list."""
    from cms.library.sharing import Sharing
    from cms.municipalities.models import national_owner
    from tests.benchmarks.library import Library, provided_type, settle

    library = Library(provided_type())
    library.add(items)
    settle()
    for number in range(rounds):
        draft = library._item(number, Sharing.MANDATORY)
        draft.slug, draft.live = f"{SLUG}{999 - number}", False
        draft.owner = national_owner()
        draft.save()


def publish() -> None:
    """Publish the draft whose number is read, as the editors' door does; say when it was done."""
    from cms.library.scope import everything
    from cms.municipalities.models import User
    from tests.benchmarks.library import provided_type

    editor = User.objects.filter(is_superuser=True).first()
    say("ready")
    for line in sys.stdin:
        with everything("a measurement publishes"):
            item: Any = provided_type().objects.get(slug=f"{SLUG}{999 - int(line)}")
            # Lists are in the order of titles: the newest on the first page.
            item.title = f"000 {999 - int(line)} {WORD}{int(line):03}"
            item.save_revision(user=editor).publish(user=editor)
        say(str(time.monotonic()))


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1:2] == ["fill"]:
        fill(*map(int, sys.argv[2:4]))
    elif sys.argv[1:2] == ["publish"]:
        publish()
    else:
        for what, number, unit in run(*map(int, sys.argv[1:])):
            say(f"  {what:60} {number:10.2f} {unit}")
