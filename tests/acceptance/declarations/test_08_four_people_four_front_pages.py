"""Sara, Karoline, Morten and Nadia meet different front pages and are told why (point 8)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from cms.citizens.models import Citizen
from cms.citizens.reasons import reasons_off
from cms.library.registry import item_models
from tests.acceptance.declarations.doors import Card, Portal, cards, own_doings, person, reason_in

pytestmark = pytest.mark.django_db
PEOPLE = ("sara", "karoline", "morten", "nadia")
FIRST = 6
MOST_SHARED = 2
LONGEST_SENTENCE = 20
LETTERS = {"da": re.compile("[a-zæøå]", re.I), "ar": re.compile("[\u0600-\u06ff]")}
BEGINNINGS = {"da": "Fordi ", "ar": "لأن"}


@pytest.fixture
def portals(nation: Path) -> dict[str, Portal]:
    """Each of the four, logged in at home."""
    return {name: Portal(person(name).municipality, person(name)) for name in PEOPLE}


def test_the_four_meet_different_things_first(portals: dict[str, Portal]) -> None:
    """Of the first six at most two are the same for any two of them; the greeting is their own."""
    first = {name: cards(portal.page("/"))[:FIRST] for name, portal in portals.items()}
    for one, other in combinations(PEOPLE, 2):
        shared = {card.name for card in first[one]} & {card.name for card in first[other]}
        print(f"{one} and {other} share {len(shared)} of {FIRST}: {sorted(shared)}")
        assert len(shared) <= MOST_SHARED, (one, other, shared)
    for name, portal in portals.items():
        assert name.capitalize() in portal.page("/")


def test_every_card_says_why_in_the_readers_language(portals: dict[str, Portal]) -> None:
    """A short sentence that begins with "because", on Min side and in every list.

    What everybody there may use says so on its own page: on each card it would be noise.
    """
    lists = [f"/{model.declaration.settings.path}/" for model in item_models().values()]
    for name, portal in portals.items():
        citizen = person(name)
        check_min_side(portal, citizen)
        silent: dict[str, Card] = {}
        for address in lists:
            found = cards(portal.page(address))
            silent |= {card.type_name: card for card in found if not card.reason}
            for card in found:
                if card.reason:
                    check_reason(card, citizen.language, address)
        for card in silent.values():
            check_own_page(portal, card, citizen.language)


def check_min_side(portal: Portal, citizen: Citizen) -> None:
    """A reason on most cards; what oneself has begun says instead how far one has come."""
    found = cards(portal.page("/"))
    assert any(card.reason for card in found[:FIRST])
    mine = own_doings(citizen)
    for card in found:
        if card.reason:
            check_reason(card, citizen.language, "/")
        elif card.name not in mine:
            check_own_page(portal, card, citizen.language)
        else:
            assert all(LETTERS[citizen.language].search(badge) for badge in card.badges), card


def check_own_page(portal: Portal, card: Card, language: str) -> None:
    """Whoever opens it is told why it is there."""
    said = reason_in(portal.page(card.address))
    check_reason(replace(card, reason=said), language, card.address)


def check_reason(card: Card, language: str, address: str) -> None:
    """Plain words, in the reader's own letters."""
    place = f"{card.name} at {address}: {card.reason!r}"
    assert card.reason.startswith(BEGINNINGS[language]), place
    assert LETTERS[language].search(card.reason), place
    assert len(card.reason.split()) <= LONGEST_SENTENCE, place
    assert not re.search(r"[_{}%=]", card.reason), place


def test_a_reason_can_be_turned_off_and_stays_off(portals: dict[str, Portal]) -> None:
    """Pressing the card's own button; nothing is shown for that reason afterwards, anywhere."""
    for name, portal in portals.items():
        turn_first_reason_off(portal, name)


def turn_first_reason_off(portal: Portal, name: str) -> None:
    """Press the button on Min side, come back in another browser, and look for the reason."""
    unwanted = next(card for card in cards(portal.page("/")) if card.off_url)
    answer = portal.post(unwanted.off_url)
    assert answer.status_code == 302
    assert len(reasons_off(person(name))) == 1
    again = Portal(person(name).municipality, person(name))
    for address in ("/", "/videoer/", "/kurser/"):
        shown = cards(again.page(address))
        assert shown
        assert unwanted.off_url not in {card.off_url for card in shown}


def test_everything_can_be_seen(portals: dict[str, Portal]) -> None:
    """Vis alt: Min side shows more, and the link takes away nothing from any list."""
    for portal in portals.values():
        see_everything(portal)


def see_everything(portal: Portal) -> None:
    """Compare what is chosen with everything."""
    chosen = portal.page("/")
    assert 'href="?alt=1"' in chosen
    everything = portal.page("/", alt=1)
    assert len(cards(everything)) > len(cards(chosen))
    for model in item_models().values():
        address = f"/{model.declaration.settings.path}/"
        assert listed(portal, address) <= listed(portal, address, alt=1)


def test_what_a_rule_hides_is_there_when_everything_is_shown(portals: dict[str, Portal]) -> None:
    """Sara has searched for long: what is made for the newly unemployed is kept from her list."""
    hidden = "guidance_video/de-foerste-uger"
    assert hidden not in listed(portals["sara"], "/videoer/")
    assert hidden in listed(portals["sara"], "/videoer/", alt=1)
    assert hidden in listed(portals["karoline"], "/videoer/")


def listed(portal: Portal, address: str, **query: int) -> set[str]:
    """The items of a list, all its pages."""
    names: set[str] = set()
    page = 1
    while True:
        shown = portal.page(address, side=page, **query)
        names |= {card.name for card in cards(shown)}
        if 'rel="next"' not in shown:
            return names
        page += 1
