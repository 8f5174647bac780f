"""After a failure a server is left alone, longer each time, and one caller tries it again."""

from __future__ import annotations

from cms.shared.breaker import FIRST_PAUSE, LONGEST_PAUSE, Breaker


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_one_caller_tries_after_the_pause_and_its_word_counts_for_all() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    assert breaker.may_try() and not breaker.answered()
    assert breaker.failed()
    assert not breaker.may_try()
    clock.seconds += FIRST_PAUSE
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]
    assert breaker.answered()
    assert all(breaker.may_try() for _ in range(3))


def test_the_pause_grows_with_each_try_and_not_with_each_of_many_who_were_at_it() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    assert [breaker.failed() for _ in range(8)] == [True] + [False] * 7
    pause = FIRST_PAUSE
    for _ in range(6):
        clock.seconds += pause - 0.01
        assert not breaker.may_try()
        clock.seconds += 0.01
        assert breaker.may_try()
        assert not breaker.failed()
        pause = min(pause * 2, LONGEST_PAUSE)
    assert pause == LONGEST_PAUSE
