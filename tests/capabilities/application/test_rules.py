"""Which steps an application can take, who takes them, and what is never possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.application.models import State
from cms.capabilities.application.rules import (
    CITIZEN,
    ELSEWHERE,
    HERE,
    INVITED,
    NO,
    OWNER,
    READING,
    RECEIVED,
    STATES,
    WITHDRAWN,
    Terms,
    is_meeting,
    is_sent,
    may_move,
    moves,
    stands,
)
from cms.capabilities.application.written import LONGEST_LETTER, LetterTooLong, written

WHERE = st.sampled_from((HERE, ELSEWHERE))
BY = st.sampled_from((CITIZEN, OWNER))
MOMENTS = st.datetimes(timezones=st.just(UTC))


CHOICES = st.lists(st.tuples(BY, st.integers(0, 4)), max_size=12)


def walked(choices: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """Who took an application where, as the rules allow, from the day it was sent here."""
    walk = [(CITIZEN, RECEIVED)]
    for by, number in choices:
        if possible := moves(HERE, by, walk[-1][1]):
            walk.append((by, possible[number % len(possible)]))
    return walk


@given(CHOICES)
def test_only_the_owner_answers_and_only_the_citizen_takes_back(
    choices: list[tuple[str, int]],
) -> None:
    for by, state in walked(choices):
        assert state in STATES[HERE]
        assert (by == OWNER) == (state in (READING, INVITED, NO))


@given(CHOICES)
def test_what_is_taken_back_stays_so_until_the_citizen_sends_again(
    choices: list[tuple[str, int]],
) -> None:
    for (_, before), (by, after) in pairwise(walked(choices)):
        if before == WITHDRAWN:
            assert (by, after) == (CITIZEN, RECEIVED)
        if before == NO:
            assert (by, after) == (OWNER, INVITED)


@given(WHERE, BY, st.sampled_from(State.values), st.sampled_from(State.values))
def test_staying_is_always_fine_and_moves_say_the_rest(
    where: str, by: str, before: str, after: str
) -> None:
    assert may_move(where, by, before, before)
    assert may_move(where, by, before, after) == (
        before == after or after in moves(where, by, before)
    )
    assert set(moves(where, by, before)) <= set(STATES[where]) - {before}
    assert list(moves(where, by, before)) == [
        one for one in STATES[where] if one in moves(where, by, before)
    ]


@given(st.sampled_from(STATES[ELSEWHERE]))
def test_own_notes_can_always_be_put_right_and_are_nobody_elses(state: str) -> None:
    assert set(moves(ELSEWHERE, CITIZEN, state)) == set(STATES[ELSEWHERE]) - {state}
    assert moves(ELSEWHERE, OWNER, state) == ()


@given(st.sampled_from(STATES[HERE]))
def test_whoever_is_waiting_can_take_it_back(state: str) -> None:
    assert (WITHDRAWN in moves(HERE, CITIZEN, state)) == stands(state)


@pytest.mark.parametrize("state", State.values)
def test_every_state_belongs_somewhere(state: str) -> None:
    assert any(state in states for states in STATES.values())
    assert stands(state) or not is_sent(state)
    assert stands(state) or not is_meeting(state)


@given(MOMENTS, MOMENTS)
def test_it_is_open_until_the_last_moment(deadline: datetime, now: datetime) -> None:
    assert Terms(deadline=deadline).is_open(now) == (now <= deadline)
    assert Terms().is_open(now)
    if deadline < datetime.max.replace(tzinfo=UTC) - timedelta(seconds=1):
        assert not Terms(deadline=deadline).is_open(deadline + timedelta(microseconds=1))


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_what_is_written_twice_is_the_same(called: str, contact: str, letter: str) -> None:
    said = written(called, contact, letter, [])
    assert written(said.called, said.contact, said.letter, []) == said


def test_a_letter_has_an_end() -> None:
    assert len(written("", "", "a" * LONGEST_LETTER, []).letter) == LONGEST_LETTER
    with pytest.raises(LetterTooLong):
        written("", "", "a" * (LONGEST_LETTER + 1), [])
