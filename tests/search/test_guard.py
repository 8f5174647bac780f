"""A server that failed is left alone, longer each time, and comes back when it is up to date."""

from __future__ import annotations

from cms.search.errors import EngineAway
from cms.search.guard import FIRST_REST, LONGEST_REST, Guard

AWAY = EngineAway("away")


def test_a_server_is_trusted_once_it_was_seen_to_be_up_to_date() -> None:
    guard = Guard("server", clock=lambda: 10.0)
    assert guard.may_try()
    assert not guard.is_trusted
    guard.regained()
    assert guard.is_trusted


def test_each_failure_doubles_the_rest_up_to_a_limit() -> None:
    now = 0.0
    guard = Guard("server", clock=lambda: now)
    guard.regained()
    rests = []
    for _ in range(6):
        guard.lost(AWAY)
        failed_at = now
        assert not guard.is_trusted
        while not guard.may_try():
            now += 0.25
        rests.append(now - failed_at)
    assert rests == [FIRST_REST, 1.0, 2.0, 4.0, LONGEST_REST, LONGEST_REST]


def test_what_works_again_begins_anew() -> None:
    now = 0.0
    guard = Guard("server", clock=lambda: now)
    for _ in range(5):
        guard.lost(AWAY)
    guard.regained()
    guard.lost(AWAY)
    now = FIRST_REST
    assert guard.may_try()
