"""Which seconds count as watched, whatever is told in whatever order."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.playable.rules import (
    FASTEST,
    MOST_RANGES,
    SLACK,
    Nonsense,
    accepted,
    goes_on_at,
    parse_ranges,
    position_of,
    ranges_of,
    seconds_of,
    share_of,
    whole_seconds,
)

LENGTH = 300
moments = st.floats(0, LENGTH * 2, allow_nan=False)
stretches = st.lists(st.tuples(moments, moments).map(sorted), max_size=20)
seconds = st.sets(st.integers(0, LENGTH - 1))


@given(stretches)
def test_no_second_lies_outside_the_film_or_what_was_told(told: list[list[float]]) -> None:
    counted = whole_seconds(told, LENGTH)
    assert all(0 <= second < LENGTH for second in counted)
    for second in counted:
        assert any(start < second + 1 and end > second for start, end in told)


@given(stretches, st.randoms())
def test_order_and_repetition_change_nothing(told: list[list[float]], random: object) -> None:
    shuffled = told * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert whole_seconds(shuffled, LENGTH) == whole_seconds(told, LENGTH)


@given(seconds)
def test_ranges_keep_every_second_and_no_other(played: set[int]) -> None:
    kept = ranges_of(played)
    assert seconds_of(kept) == played
    assert all(first < end for first, end in kept)
    assert all(before[1] < after[0] for before, after in pairwise(kept))


@given(seconds, seconds, st.floats(0, 10_000))
def test_nothing_known_is_lost_and_nobody_is_faster_than_the_player(
    before: set[int], played: set[int], since: float
) -> None:
    after = accepted(before, played, since)
    assert before <= after <= before | played
    assert len(after) <= max(len(before), SLACK + FASTEST * since)
    assert accepted(after, played, since) == after


@given(seconds)
def test_what_did_not_fit_is_believed_when_time_has_gone(played: set[int]) -> None:
    assert accepted(accepted(set(), played, 0), played, LENGTH) == played


@given(seconds, seconds)
def test_the_share_never_falls_and_ends_at_the_whole(one: set[int], more: set[int]) -> None:
    assert 0 <= share_of(one, LENGTH) <= share_of(one | more, LENGTH) <= 100
    assert share_of(set(range(LENGTH)), LENGTH) == 100


def test_the_farthest_place_is_not_what_was_watched() -> None:
    assert share_of(whole_seconds([(0, 3), (297, 300)], LENGTH), LENGTH) == 2


@pytest.mark.parametrize(
    "told", [[(-1, 3)], [(5, 2)], [(0, math.inf)], [(math.nan, 2)], [(0, 1)] * (MOST_RANGES + 1)]
)
def test_nonsense_is_refused(told: list[tuple[float, float]]) -> None:
    with pytest.raises(Nonsense):
        whole_seconds(told, LENGTH)


@pytest.mark.parametrize("written", ["x", "1", "1-2-3", "1-", "5-4,x-2"])
def test_what_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(Nonsense):
        parse_ranges(written)


def test_ranges_are_read() -> None:
    assert parse_ranges("0.00-12.50,30-41") == [(0, 12.5), (30, 41)]
    assert parse_ranges("") == []


@pytest.mark.parametrize("position", [math.nan, math.inf, -1])
def test_a_place_that_is_none(position: float) -> None:
    with pytest.raises(Nonsense):
        position_of(position, LENGTH)


@pytest.mark.parametrize(
    ("position", "at"), [(0, 0), (2, 0), (134.6, 134), (298, 0), (300, 0), (297, 297)]
)
def test_where_one_goes_on(position: float, at: int) -> None:
    assert goes_on_at(position, LENGTH) == at
