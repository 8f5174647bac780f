"""Five hundred people want twenty seats at the same moment (point 2), by HTTP, several workers.

Exactly twenty get in, the others stand on the list as they came, nobody is lost or doubled; also
when a worker, and then the whole server, is killed in the middle of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from scripts.steps import ROOT
from tests.support.crowd import Crowd, Press, ask, crowd_at
from tests.support.production import Production, production

PEOPLE, SEATS = 500, 20
DOUBLE_CLICKS = 50
SETTINGS = {"WORKERS": "3", "THREADS": "4"}
FORM = {"action": "sign_up"}


def is_right(server: Production, crowd: Crowd) -> list[int]:
    """Check the list; gives the citizens in its order."""
    rows = ask(server, "signed_up")
    citizens = [citizen for citizen, _state in rows]
    assert sorted(citizens) == sorted(crowd.sessions), "nobody is lost, nobody is there twice"
    states = [state for _citizen, state in rows]
    assert states == ["seated"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    return citizens


def follows_arrival(order: Sequence[int], presses: Sequence[Press]) -> None:
    """Whoever had an answer before another pressed stands before that other."""
    place = {citizen: number for number, citizen in enumerate(order)}
    by_answer = sorted(presses, key=lambda one: one.answered)
    latest, seen = -1, 0
    for press in sorted(presses, key=lambda one: one.began):
        while seen < len(by_answer) and by_answer[seen].answered < press.began:
            latest = max(latest, place[by_answer[seen].citizen])
            seen += 1
        assert place[press.citizen] > latest


class Killer(threading.Thread):
    """Kills a worker when a hundred have their answer, the whole server at two hundred."""

    def __init__(self, server: Production, crowd: Crowd) -> None:
        super().__init__(daemon=True)
        self.server, self.crowd = server, crowd
        self.again: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Kill, kill, and start anew on the same data."""
        self._when(100)
        os.kill(min(self.server.workers()), signal.SIGKILL)
        self._when(100)
        os.killpg(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()
        self.again = subprocess.Popen(
            [str(Path(sys.executable).with_name("gunicorn")), "cms.wsgi"],
            cwd=ROOT,
            env=self.server.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _when(self, more: int) -> None:
        for _answer in range(more):
            assert self.crowd.answered.acquire(timeout=120)

    def stop(self) -> None:
        """The server that was started anew."""
        if self.again is not None and self.again.poll() is None:
            os.killpg(self.again.pid, signal.SIGKILL)
            self.again.wait()


@pytest.fixture
def server_settings() -> dict[str, str]:
    return dict(SETTINGS)


def test_twenty_get_in_and_the_rest_wait_in_order(
    kept_nation: Path, tmp_path: Path, server_settings: dict[str, str]
) -> None:
    with production(kept_nation, tmp_path / "runtime", **server_settings) as server:
        crowd, path = crowd_at(server, PEOPLE), ask(server, "event", str(SEATS))
        twice = sorted(crowd.sessions)[:DOUBLE_CLICKS]
        presses = crowd.press(path, [(one, FORM) for one in [*crowd.sessions, *twice]])
        assert {press.status for press in presses} == {302}
        order = is_right(server, crowd)
        slowest = max(press.answered - press.began for press in presses)
        print(f"{len(presses)} presses, the last answered after {slowest:.1f} s")
        late = crowd.press(path, [(one, FORM) for one in list(crowd.sessions)[-3:]])
        assert is_right(server, crowd) == order, "pressing again changes nothing"
        assert {press.status for press in late} == {302}


def test_killed_in_the_middle_it_is_right_after_the_restart(
    kept_nation: Path, tmp_path: Path, server_settings: dict[str, str]
) -> None:
    with production(kept_nation, tmp_path / "runtime", **server_settings) as server:
        crowd, path = crowd_at(server, PEOPLE), ask(server, "event", str(SEATS))
        killer = Killer(server, crowd)
        killer.start()
        late = sorted(crowd.sessions)[::20]
        presses = crowd.press(path, [(one, FORM) for one in crowd.sessions], late)
        killer.join()
        try:
            assert {press.status for press in presses} == {302}
            follows_arrival(is_right(server, crowd), presses)
        finally:
            killer.stop()


def test_each_time_is_booked_once(
    kept_nation: Path, tmp_path: Path, server_settings: dict[str, str]
) -> None:
    """Twenty-five want each of the twenty times; every time goes to one of them."""
    with production(kept_nation, tmp_path / "runtime", **server_settings) as server:
        crowd, path = crowd_at(server, PEOPLE), ask(server, "talks", str(SEATS))
        times = ask(server, "times")
        assert len(times) == SEATS
        forms = [
            (one, {"action": "book", "starts": times[number % SEATS], "called": ""})
            for number, one in enumerate(crowd.sessions)
        ]
        presses = crowd.press(path, forms)
        assert {press.status for press in presses} == {302}
        rows = ask(server, "booked")
        assert sorted(datetime.fromisoformat(at) for _one, at in rows) == [
            datetime.fromisoformat(at) for at in times
        ]
        assert len({citizen for citizen, _at in rows}) == SEATS
