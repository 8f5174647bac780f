"""The measures of relevance, by hand."""

from __future__ import annotations

import math

import pytest

from tests.relevance.judged import HIGHEST_GRADE, LANGUAGES, judged
from tests.relevance.measures import ndcg, recall

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_comes_to_one() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1


def test_nothing_found_comes_to_nothing() -> None:
    assert ndcg([], GRADES) == 0
    assert recall(["x"], GRADES) == 0


def test_a_lower_place_gains_less() -> None:
    best = 7 + 3 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(["x", "a"], GRADES) == pytest.approx(7 / math.log2(3) / best)


def test_recall_is_of_what_is_good() -> None:
    assert recall(["c", "a"], GRADES) == 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_can_be_answered(language: str) -> None:
    for each in judged(language).questions:
        assert set(each.grades.values()) <= set(range(1, HIGHEST_GRADE + 1)), each.words
        assert max(each.grades.values()) >= 2, each.words
