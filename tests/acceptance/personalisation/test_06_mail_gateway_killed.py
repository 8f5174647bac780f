"""Done when 6: the mail gateway is killed mid-digest, twice, and every citizen gets exactly one."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.mail import MailServer, mail_server, wait_until, worker
from tests.support.nation import run
from tests.support.stores import opens_the_file

pytestmark = opens_the_file

CITIZENS = 120
FIRST, SECOND = 30, 25
PREPARE = f"from tests.acceptance.personalisation.digests import prepare; prepare({CITIZENS})"
TELL = "SELECT state, count(*) FROM pushes_letter WHERE slot LIKE 'digest:%' GROUP BY state"


@pytest.fixture(scope="module")
def prepared(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nation's data, with a digest of three messages due for each of many citizens."""
    folder = tmp_path_factory.mktemp("digests") / "runtime"
    shutil.copytree(kept_nation, folder)
    run(folder, "manage.py", "shell", "-v0", "-c", PREPARE)
    return folder


@pytest.fixture
def runtime(prepared: Path, tmp_path: Path) -> Path:
    """What was prepared, in a copy of this test's own."""
    return Path(shutil.copytree(prepared, tmp_path / "runtime"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server that isn't running yet."""
    with mail_server(tmp_path / "mails") as found:
        yield found


def states(runtime: Path) -> Counter[str]:
    """How many letters are in each state."""
    with closing(sqlite3.connect(runtime / "database.sqlite3")) as database:
        return Counter(dict(database.execute(TELL)))


def everybody_settled(runtime: Path) -> bool:
    return set(states(runtime)) <= {"accepted", "flagged"}


def each_exactly_one(server: MailServer) -> bool:
    mails = server.mails()
    return len(mails) == CITIZENS and set(mails.values()) == {1}


@pytest.mark.parametrize(
    ("first", "second"),
    [("before_answer", "before_keeping"), ("before_data", "after_answer")],
)
def test_the_gateway_dies_twice(runtime: Path, server: MailServer, first: str, second: str) -> None:
    """At whichever point it dies; it can be asked afterwards what it has."""
    server.start(first, FIRST)
    with worker(runtime, server.environment(can_be_asked=True)):
        wait_until(server.is_dead, "the first death")
        assert 0 < len(server.mails()) < CITIZENS, "not in the middle"
        server.start(second, SECOND)
        wait_until(server.is_dead, "the second death")
        assert 0 < len(server.mails()) < CITIZENS, "not in the middle"
        server.start()
        wait_until(lambda: len(server.mails()) == CITIZENS, "everybody's digest")
        wait_until(lambda: everybody_settled(runtime), "every letter to be settled")
    assert each_exactly_one(server), server.mails()
    assert states(runtime) == {"accepted": CITIZENS}


def test_the_worker_dies_twice(runtime: Path, server: MailServer) -> None:
    """Killed without warning in the middle; the next one takes up where it was."""
    server.start()
    environment = server.environment(can_be_asked=True)
    for so_many in (FIRST, FIRST + SECOND):
        with worker(runtime, environment):
            wait_until(lambda many=so_many: len(server.mails()) >= many, "some digests")
    assert len(server.mails()) < CITIZENS, "not in the middle"
    with worker(runtime, environment):
        wait_until(lambda: len(server.mails()) == CITIZENS, "everybody's digest")
        wait_until(lambda: everybody_settled(runtime), "every letter to be settled")
    assert each_exactly_one(server), server.mails()
    assert states(runtime) == {"accepted": CITIZENS}


def test_a_gateway_that_cannot_be_asked(runtime: Path, server: MailServer) -> None:
    """Nobody gets two; the one that nobody can know of waits for a person, who finds out."""
    server.start("before_answer", FIRST)
    with worker(runtime, server.environment(can_be_asked=False)):
        wait_until(server.is_dead, "the first death")
        server.start("before_keeping", SECOND)
        wait_until(server.is_dead, "the second death")
        server.start()
        wait_until(lambda: everybody_settled(runtime), "every letter to be settled")
        assert set(server.mails().values()) == {1}
        assert states(runtime) == {"accepted": CITIZENS - 2, "flagged": 2}
        for line in run(runtime, "manage.py", "flagged_letters").splitlines():
            key = line.split()[0]
            has_it = any(server.folder.glob(f"{key.replace('-', '')}@*"))
            what = "--arrived" if has_it else "--again"
            run(runtime, "manage.py", "flagged_letters", what, key)
        wait_until(lambda: states(runtime) == {"accepted": CITIZENS}, "the last one")
    assert each_exactly_one(server), server.mails()


def test_two_workers_at_once(runtime: Path, server: MailServer) -> None:
    """They share the work, and one of them is killed in the middle of it."""
    server.start("before_keeping", FIRST)
    environment = server.environment(can_be_asked=True)
    with worker(runtime, environment):
        with worker(runtime, environment):
            wait_until(server.is_dead, "the gateway's death")
            server.start()
            wait_until(lambda: len(server.mails()) >= FIRST + SECOND, "some digests")
        wait_until(lambda: len(server.mails()) == CITIZENS, "everybody's digest")
        wait_until(lambda: everybody_settled(runtime), "every letter to be settled")
    assert each_exactly_one(server), server.mails()
