"""Who may open what, and what is passed on: without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.launch.addresses import WrongAddress, checked, checked_list, host_of
from cms.capabilities.launch.rules import LANGUAGE, NAME, Standing, State, Terms

TODAY = date(2026, 11, 23)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
TERMS = st.builds(
    Terms,
    first_day=DAYS,
    last_day=st.none() | DAYS,
    seats=st.none() | st.integers(1, 5),
    tells_name=st.booleans(),
    tells_language=st.booleans(),
)
STANDINGS = st.builds(
    Standing,
    way=st.sampled_from(["link", "oidc", "lti"]),
    is_ready=st.booleans(),
    needs_agreement=st.booleans(),
    terms=st.none() | TERMS,
    taken=st.integers(0, 6),
    has_seat=st.booleans(),
    wants_name=st.booleans(),
    wants_language=st.booleans(),
)


@given(STANDINGS)
def test_open_only_within_the_agreement(standing: Standing) -> None:
    if standing.state(TODAY) is not State.OPEN:
        return
    terms = standing.terms
    assert terms is not None or not standing.needs_agreement
    assert standing.is_ready
    if terms is not None:
        assert terms.first_day <= TODAY <= (terms.last_day or TODAY)
        assert terms.seats is None or standing.taken < terms.seats or standing.has_seat


@given(STANDINGS)
def test_nothing_is_passed_on_that_either_side_has_not_asked_for(standing: Standing) -> None:
    passes = set(standing.passes)
    assert bool(passes) == standing.signs_in
    assert NAME not in passes or standing.wants_name
    assert LANGUAGE not in passes or standing.wants_language
    if standing.terms is not None:
        assert NAME not in passes or standing.terms.tells_name
        assert LANGUAGE not in passes or standing.terms.tells_language


def test_whoever_has_a_seat_keeps_it_until_the_last_day_and_not_after() -> None:
    terms = Terms(TODAY, TODAY + timedelta(1), seats=1)
    has, lacks = (
        Standing(way="lti", needs_agreement=True, terms=terms, taken=1, has_seat=seat)
        for seat in (True, False)
    )
    assert (has.state(TODAY), lacks.state(TODAY)) == (State.OPEN, State.FULL)
    assert has.state(TODAY + timedelta(1)) is State.OPEN
    assert has.state(TODAY + timedelta(2)) is State.ENDED
    assert has.state(TODAY - timedelta(1)) is State.NOT_YET


def test_a_yes_counts_for_what_was_said_and_for_less() -> None:
    wants = {"way": "oidc", "wants_name": True}
    some, more = (
        Standing(terms=Terms(TODAY, tells_name=tells), **wants) for tells in (False, True)
    )
    assert some.needs_consent
    assert not Standing(terms=Terms(TODAY), agreed=frozenset(some.passes), **wants).needs_consent
    assert Standing(terms=more.terms, agreed=frozenset(some.passes), **wants).needs_consent
    assert not Standing(terms=some.terms, agreed=frozenset(more.passes), **wants).needs_consent


@pytest.mark.parametrize(
    "address",
    [
        "",
        "service.example",
        "http://service.example/",
        "javascript:alert(1)",
        "https://",
        "https://a:b@service.example/",
        "https://service.example/#part",
        "https://service.example/ a",
        "https://[",
        "https://service.example:port/",
        "https://x.example/" + "a" * 500,
    ],
)
def test_an_address_that_nobody_is_sent_to(address: str) -> None:
    with pytest.raises(WrongAddress):
        checked(address, may_be_local=True)


def test_addresses_are_kept_letter_for_letter_and_once() -> None:
    written = " https://a.example/Cb?x=1 \r\n\r\nhttps://a.example/Cb?x=1\nhttp://localhost:8003/l"
    kept = checked_list(written, may_be_local=True)
    assert kept == ["https://a.example/Cb?x=1", "http://localhost:8003/l"]
    with pytest.raises(WrongAddress, match="localhost"):
        checked_list(written, may_be_local=False)
    assert host_of("https://www.a.example/x") == "a.example"
