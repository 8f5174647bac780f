"""Search by title and lists by title are in the same order, on every engine."""

from __future__ import annotations

import pytest

from cms.shared.alphabet import alphabetical
from tests.databases.test_alphabet import IN_ORDER
from tests.search.conftest import Indexed
from tests.search.examples import ask, document, titles

TITLES = IN_ORDER.split("|")


@pytest.mark.parametrize("turn", range(3))
def test_titles_come_in_danish_order(indexed: Indexed, turn: int) -> None:
    turned = [*TITLES[turn * 7 :], *TITLES[: turn * 7]]
    engine = indexed([document(number, title) for number, title in enumerate(turned, 1)])
    assert titles(engine.search(ask(sort="title", size=50))) == TITLES


def test_spellings_of_one_word_stand_together_in_the_order_of_their_numbers(
    indexed: Indexed,
) -> None:
    same = ["Åben dør", "aaben dør", "ÅBEN DØR"]
    engine = indexed([document(number, title) for number, title in enumerate(same, 1)])
    assert len({alphabetical(title) for title in same}) == 1
    assert titles(engine.search(ask(sort="title"))) == same
