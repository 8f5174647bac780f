"""Several workers serve one portal: what one keeps is never older than what another has changed.

Each worker is asked by itself: the others are held meanwhile.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from tests.support.nation import run
from tests.support.services import redis_address
from tests.support.site import LiveSite, running_site

pytestmark = pytest.mark.xdist_group("two workers")

WORKERS = 2
TYPE = next(iter(sorted(item_models())))
LIST = camel(plural(TYPE))
# A comment makes it another question, with nothing kept.
QUERY = f"{{ {LIST}(first: 100) {{ nodes {{ slug }} }} }} # "
CHANGE = """
from cms.library.registry import item_models
from cms.library.scope import everything
with everything("a test takes an item away"):
    item = item_models()[%r].objects.get(slug=%r)
    item.%s
"""
Asked = tuple[str, list[str]]


def serve(nation: Path, folder: Path, redis: str) -> Iterator[LiveSite]:
    """A site with two workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKERS", str(WORKERS))
        patch.setenv("REDIS_URL", redis)
        with running_site(nation, folder / "runtime") as site:
            yield site


@pytest.fixture
def alone(kept_nation: Path, tmp_path: Path) -> Iterator[LiveSite]:
    """Workers that have only the database in common."""
    yield from serve(kept_nation, tmp_path, "")


@pytest.fixture
def together(kept_nation: Path, tmp_path: Path) -> Iterator[LiveSite]:
    """Workers that have Redis as well."""
    yield from serve(kept_nation, tmp_path, redis_address())


def workers_of(site: LiveSite) -> list[int]:
    """The numbers of the worker processes."""
    master = (site.runtime / "portal.pid").read_text().strip()
    return [
        int(child) for child in Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ]


@contextmanager
def held(processes: list[int]) -> Iterator[None]:
    """These do nothing meanwhile."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def ask(site: LiveSite, worker: int, mark: str) -> Asked:
    """Which way a worker answered, and what it listed."""
    with held([other for other in workers_of(site) if other != worker]):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        headers = {"Host": "thisted.localhost", "Content-Type": "application/json"}
        body = json.dumps({"query": QUERY + mark})
        connection.request("POST", "/graphql/", body, {**headers, "Connection": "close"})
        answer = connection.getresponse()
        found = json.loads(answer.read())
        connection.close()
    nodes = found["data"][LIST]["nodes"]
    return str(answer.getheader("GraphQL-Way")), [node["slug"] for node in nodes]


def change(site: LiveSite, slug: str, what: str) -> None:
    """Change an item in a process that neither worker knows of."""
    run(site.runtime, "manage.py", "shell", "-v0", "-c", CHANGE % (TYPE, slug, what))


def asked_in_turn(site: LiveSite, *workers: int) -> tuple[str, list[Asked]]:
    """The mark of a question that was new, and what each worker answered, within one minute.

    Nothing is kept for longer than its minute, so where that ends meanwhile it is done again.
    """
    for mark in "abcdef":
        minute = int(time.time() // 60)
        answers = [ask(site, worker, mark) for worker in workers]
        if minute == int(time.time() // 60):
            return mark, answers
    pytest.fail("a few answers took longer than a minute, six times")


def test_what_another_process_changes_no_worker_shows_any_longer(alone: LiveSite) -> None:
    first, second = workers_of(alone)
    mark, before = asked_in_turn(alone, first, second, first, second)
    assert [way for way, _slugs in before] == ["compiled", "compiled", "kept", "kept"]
    assert len({tuple(slugs) for _way, slugs in before}) == 1
    gone, *rest = before[0][1]

    change(alone, gone, "unpublish()")
    assert [ask(alone, worker, mark)[1] for worker in (second, first)] == [rest, rest]


@pytest.mark.redis
def test_with_redis_one_worker_makes_it_for_both(together: LiveSite) -> None:
    first, second = workers_of(together)
    mark, (made, found) = asked_in_turn(together, first, second)
    assert (made[0], found[0]) == ("compiled", "kept")
    assert made[1] == found[1]
    gone, *rest = made[1]

    change(together, gone, "unpublish()")
    assert [ask(together, worker, mark)[1] for worker in (second, first)] == [rest, rest]
