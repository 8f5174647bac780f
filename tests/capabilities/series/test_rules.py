"""The order of a series: what comes next, and moving things about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.series.rules import moved, next_to_do, position_of

MEMBERS = st.lists(st.integers(1, 60), unique=True, max_size=12)


@given(MEMBERS, st.integers(1, 60))
def test_a_position_holds_together(members: list[int], key: int) -> None:
    found = position_of(key, members)
    if key not in members or len(members) < 2:
        assert found is None
        return
    assert found is not None
    assert members[found.number - 1] == key
    assert found.count == len(members)
    if found.next is not None:
        after = position_of(found.next, members)
        assert after is not None
        assert after.previous == key
    assert (found.next is None) == (members[-1] == key)


@given(MEMBERS, st.sets(st.integers(1, 60)))
def test_what_comes_next_is_never_done_and_only_missing_when_all_is(
    members: list[int], done: set[int]
) -> None:
    found = next_to_do(members, done)
    assert (found is None) == (set(members) <= done)
    assert found not in done or found is None


def test_what_was_jumped_over_comes_last() -> None:
    assert next_to_do([1, 2, 3, 4], set()) == 1
    assert next_to_do([1, 2, 3, 4], {1, 3}) == 4
    assert next_to_do([1, 2, 3, 4], {1, 3, 4}) == 2


@given(MEMBERS, st.integers(1, 60), st.integers(-20, 20))
def test_moving_keeps_the_rest_in_order(members: list[int], key: int, by: int) -> None:
    after = moved(members, key, by)
    assert sorted(after) == sorted(members)
    assert [one for one in after if one != key] == [one for one in members if one != key]
    if key in members:
        wanted = min(max(members.index(key) + by, 0), len(members) - 1)
        assert after.index(key) == wanted
