"""Five thousand ads from an exchange over a real socket (mission M5.5), three in a hundred broken.

They come in, those that change are updated, those that go are taken down, and each that is broken
is told of; when the answer breaks off, or the process is killed in the middle, nothing is half.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.demo.job_exchange import JobExchange, open_exchange
from scripts.steps import ROOT
from tests.demo.job_ads import ads, break_some
from tests.support.stores import store

pytestmark = pytest.mark.skipif(store().vendor != "sqlite", reason="looks into the file itself")
COUNT = 5_000
MOST_SECONDS = 120
Counts = dict[str, Any]


def worked_seconds() -> float:
    """How long the processes that were started and have ended kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Portal:
    """A copy of the demo nation, whose feed is the exchange."""

    def __init__(self, folder: Path, exchange: JobExchange) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "CMS_ENVIRONMENT": "demo",
            "RUNTIME_DIR": str(folder),
            "FEED_JOB_EXCHANGE_ADDRESS": exchange.address,
        }

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Begin to take the feed in."""
        command = [sys.executable, "manage.py", "take_in_feeds", "job_exchange", *options]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def take_in(self, *options: str) -> Counts:
        """Take it in, and say what the run said of itself."""
        self.start(*options).wait(timeout=600)
        [run] = self.rows("SELECT * FROM feeds_feedrun ORDER BY id DESC LIMIT 1")
        return run

    def rows(self, sql: str) -> list[Counts]:
        """What the database says, read from outside."""
        with sqlite3.connect(self.folder / "database.sqlite3") as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(sql)]

    def jobs(self) -> list[Counts]:
        """Every job as it stands."""
        return self.rows(
            "SELECT id, slug, live, expired, latest_revision_id FROM library_item "
            "WHERE type_name = 'job' ORDER BY id"
        )

    def release(self) -> None:
        """As time does after a process has died."""
        with sqlite3.connect(self.folder / "database.sqlite3") as database:
            database.execute("UPDATE feeds_feedstate SET busy_until = NULL")


@pytest.fixture
def exchange() -> Iterator[JobExchange]:
    with open_exchange() as opened:
        yield opened


@pytest.fixture
def portal(kept_nation: Path, tmp_path: Path, exchange: JobExchange) -> Portal:
    folder = tmp_path / "runtime"
    shutil.copytree(kept_nation, folder)
    portal = Portal(folder, exchange)
    with sqlite3.connect(portal.folder / "database.sqlite3") as database:
        # The nation's own jobs came from another exchange.
        database.execute("DELETE FROM feeds_feeditem")
        database.execute("DELETE FROM feeds_feedstate")
    return portal


def test_they_come_in_change_and_go_and_the_broken_ones_are_told_of(
    portal: Portal, exchange: JobExchange
) -> None:
    before = len(portal.jobs())
    offered: list[Any] = ads(COUNT)
    broken = break_some(offered)
    exchange.ads = offered
    began, worked = time.monotonic(), worked_seconds()
    run = portal.take_in()
    # What the machine does beside it counts on the clock, and not here.
    worked = worked_seconds() - worked
    elapsed = time.monotonic() - began
    print(f"{COUNT} ads in {elapsed:.1f} s ({worked:.1f} s of work), {broken} refused")
    assert worked < MOST_SECONDS / 2
    assert (run["state"], run["ads"], run["refused"]) == ("done", COUNT, broken)
    assert run["new"] == COUNT - broken == len(portal.jobs()) - before
    told = portal.rows("SELECT * FROM feeds_feedrefusal")
    assert {one["position"] - 1 for one in told} == set(range(0, COUNT, 33))
    assert all(one["reason"] for one in told)

    assert portal.take_in()["state"] == "unchanged"

    good = [ad for number, ad in enumerate(offered) if number % 33]
    exchange.ads = [{**ad, "workHours": "32 timer"} for ad in good[:100]] + good[300:]
    run = portal.take_in()
    assert (run["new"], run["changed"], run["gone"], run["refused"]) == (0, 100, 200, 0)
    assert sum(one["expired"] for one in portal.jobs()) == 200

    standing = portal.jobs()
    exchange.cut_after = len(exchange.body()) // 2
    exchange.ads = good[300:2000]
    exchange.cut_after = len(exchange.body()) // 2
    run = portal.take_in()
    assert run["state"] == "failed" and run["reason"] and run["way_out"]
    assert portal.jobs() == standing, "what is cut off changes nothing"

    exchange.cut_after = None
    run = portal.take_in()
    assert run["gone"] == 0 and run["held_back"] > 2000, "so many gone look like a mistake"
    assert [one["live"] for one in portal.jobs()] == [one["live"] for one in standing]


def test_killed_in_the_middle_nothing_is_half(portal: Portal, exchange: JobExchange) -> None:
    exchange.ads = ads(COUNT)
    before = portal.jobs()
    process = portal.start()
    while not exchange.statuses:
        assert process.poll() is None
        time.sleep(0.01)
    wal = portal.folder / "database.sqlite3-wal"
    # The rows are on their way into the database, and not there yet.
    while process.poll() is None and not (wal.exists() and wal.stat().st_size > 4_000_000):
        time.sleep(0.01)
    assert process.poll() is None, "it was quicker than the killer"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert portal.jobs() == before
    assert portal.rows("SELECT count(*) AS n FROM feeds_feeditem") == [{"n": 0}]
    portal.release()
    run = portal.take_in()
    assert (run["state"], run["new"]) == ("done", COUNT)
    assert portal.rows("SELECT state FROM feeds_feedrun ORDER BY id")[-2:] == [
        {"state": "broken_off"},
        {"state": "done"},
    ]
