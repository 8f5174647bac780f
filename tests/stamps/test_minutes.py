"""What is kept for a minute is forgotten when it is over, and when there is too much."""

import pytest

from cms.stamps import minutes
from cms.stamps.minutes import OfThisMinute


def test_all_is_forgotten_when_the_minute_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 120.0
    monkeypatch.setattr(minutes, "monotonic", lambda: moment)
    kept: OfThisMinute[str] = OfThisMinute(5)
    kept.get("a")
    kept.put("a", "thing")
    moment = 179.9
    assert kept.get("a") == "thing"
    moment = 180.0
    assert kept.get("a") is None


def test_there_are_never_more_than_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minutes, "monotonic", lambda: 120.0)
    kept: OfThisMinute[int] = OfThisMinute(3)
    kept.get(0)
    for number in range(10):
        kept.put(number, number)
        held = [one for one in range(10) if kept.get(one) is not None]
        assert number in held
        assert len(held) <= 3
